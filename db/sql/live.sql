-- Guarantees: open pages are notified of each change in their organization, and of each membership or session whose
-- rights changed. A notification carries ids and what decides who may see the document, never content. It is read by
-- services/live/events.ts.

create or replace function notify_pages() returns trigger language plpgsql as $$
declare
  row_data jsonb := to_jsonb(coalesce(new, old));
  document uuid := coalesce(row_data ->> 'document_id', case when tg_table_name = 'documents' then row_data ->> 'id' end);
  open boolean := row_data ->> 'classification' in ('public', 'internal');
  in_effect boolean := row_data ->> 'in_effect';
begin
  -- What retention deletes is so old that no page shows it.
  if current_user = 'accord_system' then return null; end if;
  if tg_table_name <> 'documents' then
    select d.classification in ('public', 'internal'), d.in_effect into open, in_effect
      from documents d where d.org_id = (row_data ->> 'org_id')::uuid and d.id = document;
  end if;
  perform pg_notify('accord_live', json_build_object(
    'org', row_data ->> 'org_id', 'topic', tg_table_name, 'document', document,
    'open', coalesce(open, false), 'inEffect', coalesce(in_effect, false), 'memberships', null)::text);
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['documents', 'approval_rounds', 'signoffs', 'publications', 'process_failures'] loop
    execute format('create or replace trigger notify_pages after insert or update or delete on public.%I for each row execute function notify_pages()', t);
  end loop;
end $$;
-- The lease of a printer is nothing that a page shows.
create or replace trigger notify_pages after insert or update of status or delete on renditions
  for each row execute function notify_pages();

-- A page keeps the rights with which it opened its stream. When they change, the stream has to end.
create or replace function notify_revocation() returns trigger language plpgsql as $$
begin
  perform pg_notify('accord_live', json_build_object('revoked', tg_argv[0], 'id', old.id)::text);
  return null;
end $$;
create or replace trigger notify_revocation after update on memberships
  for each row when ((old.status, old.roles) is distinct from (new.status, new.roles))
  execute function notify_revocation('membership');
create or replace trigger notify_deletion after delete on memberships
  for each row execute function notify_revocation('membership');
create or replace trigger notify_revocation after delete on sessions
  for each row execute function notify_revocation('session');

-- Notifications change by the thousand: one NOTIFY for each statement. It names the receivers while there are at most
-- 100 (a NOTIFY carries less than 8,000 bytes); beyond that it is null, and every page of the organization reads again.
create or replace function notify_receivers() returns trigger language plpgsql as $$
begin
  perform pg_notify('accord_live', json_build_object('org', org_id, 'topic', tg_table_name, 'document', null, 'open', false,
      'inEffect', false, 'memberships', case when count(distinct membership_id) <= 100 then json_agg(distinct membership_id) end)::text)
    from changed group by org_id;
  return null;
end $$;
create or replace trigger notify_receivers_of_new after insert on notifications
  referencing new table as changed for each statement execute function notify_receivers();
create or replace trigger notify_receivers_of_changed after update on notifications
  referencing new table as changed for each statement execute function notify_receivers();
create or replace trigger notify_receivers_of_deleted after delete on notifications
  referencing old table as changed for each statement execute function notify_receivers();
