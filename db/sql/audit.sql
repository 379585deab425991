-- Guarantees: audit entries form one chain of hashes for each organization, without gaps and without branches; audit
-- entries, their checkpoints, versions, version labels and reviews are never changed; a decided sign-off and an ended round are final.

-- Each organization begins with the head of its audit chain.
create or replace function create_audit_head() returns trigger language plpgsql as $$
begin
  insert into audit_heads (org_id, seq, hash) values (new.id, 0, repeat('0', 64));
  return null;
end $$;
create or replace trigger create_audit_head after insert on organizations
  for each row execute function create_audit_head();

-- Append-only: the application has no grant to change a row, and a trigger refuses the owner too.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'AC001';
end $$;
do $$
declare t text;
begin
  foreach t in array array['audit_log', 'audit_checkpoints', 'document_versions', 'version_labels', 'reviews'] loop
    execute format('revoke update, delete, truncate on public.%I from accord_app', t);
    execute format('create or replace trigger append_only before update or delete on public.%I for each row execute function refuse_change()', t);
    execute format('create or replace trigger append_only_truncate before truncate on public.%I for each statement execute function refuse_change()', t);
  end loop;
end $$;
revoke delete, truncate on signoffs, approval_rounds, approval_round_steps, publications, outbox, process_failures from accord_app;

-- Adds entries to the chain of an organization. The head of the chain is locked by this statement until the commit that
-- follows: other writers of the organization wait. The caller sends the JSON of an entry in two pieces, because the
-- number between them is assigned here. The hash is the one that services/audit/append.ts computes when it verifies the chain.
create or replace function append_audit(org uuid, entries json) returns void language plpgsql
  set search_path = public, pg_temp as $$
declare
  head audit_heads;
  e json;
  full_entry text;
  entry_hash text;
begin
  select * into strict head from audit_heads where org_id = org for update;
  for e in select value from json_array_elements(entries) with ordinality order by ordinality loop
    head.seq := head.seq + 1;
    full_entry := (e ->> 'before_number') || head.seq || (e ->> 'after_number');
    entry_hash := encode(sha256('\x01'::bytea || convert_to(head.hash || full_entry, 'UTF8')), 'hex');
    insert into audit_log (org_id, seq, at, action, actor_id, actor_name, subject_type, subject_id, document_id,
        entry, previous_hash, hash)
      values (org, head.seq, (e ->> 'at')::timestamptz, e ->> 'action', (e ->> 'actor_id')::uuid, e ->> 'actor_name',
        e ->> 'subject_type', (e ->> 'subject_id')::uuid, (e ->> 'document_id')::uuid, full_entry, head.hash, entry_hash);
    head.hash := entry_hash;
  end loop;
  update audit_heads set seq = head.seq, hash = head.hash where org_id = org;
end $$;
grant execute on function append_audit to accord_app;

-- Chains that grew since their last checkpoint are found across organizations.
grant select (org_id, seq) on audit_heads to accord_system;
grant select (org_id, seq, at) on audit_checkpoints to accord_system;
do $$
declare t text;
begin
  foreach t in array array['audit_heads', 'audit_checkpoints'] loop
    execute format('drop policy if exists across_organizations on public.%I', t);
    execute format('create policy across_organizations on public.%I for select to accord_system using (true)', t);
  end loop;
end $$;

-- A decided sign-off never changes, and no sign-off moves to another signer, version or content. A step that asks for a
-- fresh sign-in is decided with one.
create or replace function protect_signoff() returns trigger language plpgsql as $$
begin
  if old.status in ('approved', 'rejected', 'withdrawn', 'delegated') then
    raise exception 'sign-off is already decided' using errcode = 'AC002';
  end if;
  if new.content_hash <> old.content_hash or new.version_id <> old.version_id or new.signer_id <> old.signer_id then
    raise exception 'a sign-off belongs to one signer and one hash' using errcode = 'AC001';
  end if;
  if (new.delegated_from, new.on_behalf_of) is distinct from (old.delegated_from, old.on_behalf_of) then
    raise exception 'a sign-off stays in the place of whom it was asked of first' using errcode = 'AC001';
  end if;
  if new.decided_at is not null and new.confirmed_at is null and exists (
    select 1 from approval_round_steps s
    where s.org_id = new.org_id and s.id = new.step_id and (s.plan ->> 'freshSignIn')::boolean
  ) then
    raise exception 'this step is decided with a fresh sign-in only' using errcode = 'AC001';
  end if;
  return new;
end $$;
create or replace trigger protect_signoff before update on signoffs for each row execute function protect_signoff();

-- An ended round never changes.
create or replace function protect_ended_round() returns trigger language plpgsql as $$
begin
  if old.status <> 'running' then
    raise exception 'round has ended' using errcode = 'AC003';
  end if;
  return new;
end $$;
create or replace trigger protect_ended_round before update on approval_rounds
  for each row execute function protect_ended_round();
