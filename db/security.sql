-- Who may see and change what, asked of PostgreSQL itself. Applied after every migration and safe to repeat, so that a
-- table that a migration adds is covered by itself. Roles are made by engines/roles.sql.

grant usage on schema public to accord_app, accord_system;
grant select, insert, update, delete on all tables in schema public to accord_app;
grant usage, select on all sequences in schema public to accord_app;
-- So that a process can tell whether its migrations have been applied.
grant usage on schema drizzle to accord_app;
grant select on drizzle.__drizzle_migrations to accord_app;

-- The organization and person of this transaction. nullif: a pooled connection that once had the setting answers ''.
create or replace function current_org() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create or replace function current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Every table with org_id: isolation, forced on the owner too.
do $$
declare t record;
begin
  for t in
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped)
  loop
    execute format('alter table public.%I enable row level security, force row level security', t.name);
    execute format('drop policy if exists of_the_organization on public.%I', t.name);
    execute format('create policy of_the_organization on public.%I using (org_id = (select current_org())) with check (org_id = (select current_org()))', t.name);
  end loop;
end $$;

-- A person sees their own memberships everywhere: that is how they find their organizations.
drop policy if exists own_memberships on memberships;
create policy own_memberships on memberships for select using (user_id = (select current_person()));

alter table organizations enable row level security, force row level security;
drop policy if exists own_organization on organizations;
create policy own_organization on organizations using (id = (select current_org())) with check (id = (select current_org()));
drop policy if exists joined_organizations on organizations;
create policy joined_organizations on organizations for select using (
  exists (select 1 from memberships m where m.org_id = organizations.id and m.user_id = (select current_person()) and m.status = 'active'));

-- accord_system works across organizations, on exactly the tables that have to be found before the organization is known.
-- accord_app takes the role for one transaction (set local role), see db/client.ts.
grant select (id, slug) on organizations to accord_system;
grant select, update on outbox to accord_system;
grant select, update on deliveries to accord_system;
grant select on api_keys, invitations to accord_system;
grant select, delete on idempotency_keys to accord_system;
do $$
declare t text;
begin
  foreach t in array array['outbox', 'deliveries', 'api_keys', 'invitations', 'idempotency_keys'] loop
    execute format('drop policy if exists across_organizations on public.%I', t);
    execute format('create policy across_organizations on public.%I to accord_system using (true)', t);
  end loop;
end $$;
drop policy if exists across_organizations on organizations;
create policy across_organizations on organizations for select to accord_system using (true);

-- Every organization is born with the beginning of its audit chain.
create or replace function begin_chain() returns trigger language plpgsql as $$
begin
  insert into audit_heads (org_id, seq, hash) values (new.id, 0, repeat('0', 64));
  return null;
end $$;
drop trigger if exists begin_chain on organizations;
create trigger begin_chain after insert on organizations for each row execute function begin_chain();

-- Append-only: no grant to change, and a trigger that refuses even the owner.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'AC001';
end $$;
do $$
declare t text;
begin
  foreach t in array array['audit_log', 'document_versions', 'version_labels'] loop
    execute format('revoke update, delete, truncate on public.%I from accord_app', t);
    execute format('drop trigger if exists append_only on public.%I', t);
    execute format('create trigger append_only before update or delete on public.%I for each row execute function refuse_change()', t);
    execute format('drop trigger if exists append_only_truncate on public.%I', t);
    execute format('create trigger append_only_truncate before truncate on public.%I for each statement execute function refuse_change()', t);
  end loop;
end $$;
revoke delete, truncate on signoffs, approval_rounds, approval_round_steps, publications, outbox from accord_app;

-- Adds to the organization's chain. The tip is locked for this one statement and the commit that follows, however many
-- rows it adds: writers of an organization queue up here. An entry comes in two pieces, since only the tip knows the
-- number that stands between them. The hash is that of services/audit/append.ts, by which the chain is verified.
create or replace function append_audit(org uuid, entries json) returns void language plpgsql
  set search_path = public, pg_temp as $$
declare
  tip audit_heads;
  e json;
  whole text;
  link text;
begin
  select * into strict tip from audit_heads where org_id = org for update;
  for e in select value from json_array_elements(entries) with ordinality order by ordinality loop
    tip.seq := tip.seq + 1;
    whole := (e ->> 'before_number') || tip.seq || (e ->> 'after_number');
    link := encode(sha256('\x01'::bytea || convert_to(tip.hash || whole, 'UTF8')), 'hex');
    insert into audit_log (org_id, seq, at, action, actor_id, actor_name, subject_type, subject_id, document_id,
        entry, previous_hash, hash)
      values (org, tip.seq, (e ->> 'at')::timestamptz, e ->> 'action', (e ->> 'actor_id')::uuid, e ->> 'actor_name',
        e ->> 'subject_type', (e ->> 'subject_id')::uuid, (e ->> 'document_id')::uuid, whole, tip.hash, link);
    tip.hash := link;
  end loop;
  update audit_heads set seq = tip.seq, hash = tip.hash where org_id = org;
end $$;

-- What others shall know of a transaction, written with its commit: messages to Temporal, notifications with their mails
-- (what a person was told before, by its key, is left out), and the audit chain last. Null for what there is none of.
create or replace function conclude(org uuid, entries json, tellings json, messages json) returns void language plpgsql
  set search_path = public, pg_temp as $$
begin
  if messages is not null then
    insert into outbox (org_id, queue, kind, name, payload)
      select org, queue, kind, name, payload
      from rows from (json_to_recordset(messages) as (queue text, kind outbox_kind, name text, payload jsonb))
        with ordinality as m (queue, kind, name, payload, place)
      order by place;
  end if;
  if tellings is not null then
    with told as (
      insert into notifications (org_id, id, membership_id, kind, key, document_id, facts, path, created_at)
        select org, id, "membershipId", kind, key, "documentId", facts, path, "createdAt"
        from json_to_recordset(tellings) as (id uuid, "membershipId" uuid, kind notification_kind, key text,
          "documentId" uuid, facts jsonb, path text, "createdAt" timestamptz)
        on conflict (org_id, membership_id, key) do nothing
        returning notifications.id)
    insert into deliveries (org_id, id, notification_id, channel) select org, gen_random_uuid(), id, 'email' from told;
  end if;
  if entries is not null then
    perform append_audit(org, entries);
  end if;
end $$;

-- A decided sign-off is final, and what was signed stays what it was.
create or replace function keep_decision() returns trigger language plpgsql as $$
begin
  if old.status in ('approved', 'rejected', 'withdrawn') then
    raise exception 'sign-off is already decided' using errcode = 'AC002';
  end if;
  if new.content_hash <> old.content_hash or new.version_id <> old.version_id or new.signer_id <> old.signer_id then
    raise exception 'a sign-off belongs to one signer and one hash' using errcode = 'AC001';
  end if;
  return new;
end $$;
drop trigger if exists keep_decision on signoffs;
create trigger keep_decision before update on signoffs for each row execute function keep_decision();

-- An ended round stays ended.
create or replace function keep_ended() returns trigger language plpgsql as $$
begin
  if old.status <> 'running' then
    raise exception 'round has ended' using errcode = 'AC003';
  end if;
  return new;
end $$;
drop trigger if exists keep_ended on approval_rounds;
create trigger keep_ended before update on approval_rounds for each row execute function keep_ended();

-- Wake the relay and those who send mails; NOTIFY is sent with the commit.
create or replace function nudge() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end $$;
drop trigger if exists nudge_relay on outbox;
create trigger nudge_relay after insert on outbox for each statement execute function nudge('accord_outbox');
drop trigger if exists nudge_delivery on deliveries;
create trigger nudge_delivery after insert on deliveries for each statement execute function nudge('accord_deliveries');
drop trigger if exists nudge_account_mails on account_mails;
create trigger nudge_account_mails after insert on account_mails for each statement execute function nudge('accord_account_mails');

-- Open pages hear of what changed in their organization: ids only, never content, and from whom the document is kept.
create or replace function tell_pages() returns trigger language plpgsql as $$
declare
  row_data jsonb := to_jsonb(coalesce(new, old));
  about uuid := coalesce(row_data ->> 'document_id', case when tg_table_name = 'documents' then row_data ->> 'id' end);
  open boolean := row_data ->> 'classification' in ('public', 'internal');
  in_effect boolean := row_data ->> 'in_effect';
begin
  -- A notification is told to its reader alone, whatever it is about.
  if tg_table_name not in ('documents', 'notifications') then
    select d.classification in ('public', 'internal'), d.in_effect into open, in_effect
      from documents d where d.org_id = (row_data ->> 'org_id')::uuid and d.id = about;
  end if;
  perform pg_notify('accord_live', json_build_object(
    'org', row_data ->> 'org_id', 'topic', tg_table_name, 'document', about,
    'open', coalesce(open, false), 'inEffect', coalesce(in_effect, false),
    'membership', row_data ->> 'membership_id')::text);
  return null;
end $$;
do $$
declare t text;
begin
  foreach t in array array['documents', 'approval_rounds', 'signoffs', 'notifications', 'publications', 'renditions'] loop
    execute format('drop trigger if exists tell_pages on public.%I', t);
    execute format('create trigger tell_pages after insert or update or delete on public.%I for each row execute function tell_pages()', t);
  end loop;
end $$;

-- Caches that the database keeps true by itself: which documents are in effect under which title, and how many there are
-- of what.
create or replace function keep_in_effect() returns trigger language plpgsql as $$
declare
  is_now boolean := new.effective_until is null;
  signed text := (select title from document_versions v where v.org_id = new.org_id and v.id = new.version_id and is_now);
begin
  update documents set in_effect = is_now, effective_title = signed
    where org_id = new.org_id and id = new.document_id
      and (in_effect, effective_title) is distinct from (is_now, signed);
  return null;
end $$;
drop trigger if exists keep_in_effect on publications;
create trigger keep_in_effect after insert or update on publications for each row execute function keep_in_effect();

create or replace function keep_counts() returns trigger language plpgsql as $$
begin
  -- Writers of one organization meet at the tip of its audit chain anyway; meeting there first means that two of them
  -- can never hold counters crosswise.
  perform 1 from audit_heads where org_id = coalesce(new.org_id, old.org_id) for update;
  if tg_op <> 'INSERT' then
    update document_counts set documents = documents - 1 where org_id = old.org_id and kind = old.kind and status = old.status
      and type = old.type and open = (old.classification in ('public', 'internal')) and in_effect = old.in_effect;
  end if;
  if tg_op <> 'DELETE' then
    insert into document_counts as c (org_id, kind, status, type, open, in_effect, documents)
      values (new.org_id, new.kind, new.status, new.type, new.classification in ('public', 'internal'), new.in_effect, 1)
      on conflict (org_id, kind, status, type, open, in_effect) do update set documents = c.documents + 1;
  end if;
  return null;
end $$;
-- At the commit, so that the tip is not held while the rest of the transaction is still under way.
drop trigger if exists keep_counts on documents;
create constraint trigger keep_counts after insert or delete on documents
  deferrable initially deferred for each row execute function keep_counts();
drop trigger if exists keep_changed_counts on documents;
create constraint trigger keep_changed_counts after update on documents
  deferrable initially deferred for each row
  when ((old.kind, old.status, old.type, old.classification, old.in_effect)
    is distinct from (new.kind, new.status, new.type, new.classification, new.in_effect))
  execute function keep_counts();

-- btree_gin lets an index of words or of arrays begin with the organization.
create extension if not exists btree_gin;

-- Orders a library can be sorted by, beside those that the schema has keys for.
create index if not exists documents_title_idx on documents (org_id, title, id);
create index if not exists documents_effective_title_idx on documents (org_id, coalesce(effective_title, title), id);
create index if not exists documents_kind_status_idx on documents (org_id, kind, status, identifier);
create index if not exists documents_category_idx on documents (org_id, category, identifier);
create index if not exists documents_review_first_idx on documents (org_id, next_review_date nulls last, id);
create index if not exists documents_review_last_idx on documents (org_id, next_review_date desc nulls last, id desc);
-- Reviews that are due, counted without a look at the documents.
create index if not exists documents_open_reviews_idx on documents (org_id, next_review_date, kind)
  where in_effect and classification in ('public', 'internal');
create index if not exists documents_closed_reviews_idx on documents (org_id, next_review_date, kind)
  where in_effect and classification in ('confidential', 'restricted');
-- What is a person's own, found without looking at every document.
create index if not exists documents_second_owner_idx on documents (org_id, second_owner_id) where second_owner_id is not null;
create index if not exists documents_created_by_idx on documents (org_id, created_by);
create index if not exists memberships_active_idx on memberships (org_id, name, id) where status = 'active';

revoke all on all functions in schema public from public;
grant execute on all functions in schema public to accord_app, accord_system;
