-- Guarantees: the role that works across organizations deletes only rows that no process needs: messages that were
-- delivered, and renditions that were marked as expired and were never published. What is deleted after which time:
-- domain/retention.ts.

-- To select rows "for update" PostgreSQL asks for the right to update one of their columns.
grant delete on outbox, notifications, renditions to accord_system;
grant select, update (id), delete on sessions, verifications to accord_system;
grant select, update (key), delete on sign_in_failures, rate_limits to accord_system;
grant update (key) on idempotency_keys to accord_system;
grant select (org_id, id, document_id, created_at, read_at), update (id) on notifications to accord_system;
grant select (org_id, from_version_id, to_version_id, rules, created_at), update (rules), delete on comparisons to accord_system;
grant select (org_id, hash, document_id, status, object_key, created_at), update (status) on renditions to accord_system;
grant select (org_id, rendition_hash) on publications to accord_system;
do $$
declare t text;
begin
  foreach t in array array['notifications', 'renditions', 'comparisons'] loop
    execute format('drop policy if exists across_organizations on public.%I', t);
    execute format('create policy across_organizations on public.%I to accord_system using (true)', t);
  end loop;
end $$;
drop policy if exists across_organizations on publications;
create policy across_organizations on publications for select to accord_system using (true);

drop policy if exists delete_delivered on outbox;
create policy delete_delivered on outbox as restrictive for delete to accord_system using (delivered_at is not null);
drop policy if exists delete_expired on renditions;
create policy delete_expired on renditions as restrictive for delete to accord_system using (
  status = 'expired' and not exists (
    select from publications p where p.org_id = renditions.org_id and p.rendition_hash = renditions.hash));
