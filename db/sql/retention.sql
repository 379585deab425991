-- Guarantees: a file that a rendition or an image points to is not deleted, and the name of every other file is a row of unused_files.
-- The role that works across organizations deletes only rows that no process needs: messages that were delivered, failures
-- that are closed, PDFs that were never published. What is deleted after which time: domain/retention.ts.

-- When a rendition or an image goes, for whatever reason, its file is unused.
create or replace function keep_unused_file() returns trigger language plpgsql as $$
begin
  insert into unused_files (object_key) values (old.object_key);
  return null;
end $$;
create or replace trigger keep_unused_file after delete on renditions
  for each row when (old.object_key is not null) execute function keep_unused_file();
create or replace trigger keep_unused_file after delete on attachments
  for each row execute function keep_unused_file();

-- To select rows "for update" PostgreSQL asks for the right to update one of their columns.
grant delete on outbox, notifications, renditions, process_failures to accord_system;
grant update (id) on process_failures to accord_system;
grant select (id, expires_at), update (id), delete on sessions, verifications to accord_system;
grant select (key, last_failed_at), update (key), delete on sign_in_failures to accord_system;
grant select (key, expire), update (key), delete on rate_limits to accord_system;
grant update (key) on idempotency_keys to accord_system;
grant select (org_id, id, document_id, created_at, read_at), update (id) on notifications to accord_system;
grant select (org_id, from_version_id, to_version_id, rules, created_at), update (rules), delete on comparisons to accord_system;
grant select (org_id, hash, document_id, object_key, created_at), update (created_at) on renditions to accord_system;
grant select (org_id, rendition_hash) on publications to accord_system;
grant select (org_id, document_id, hash, unused_since), update (unused_since), delete on draft_attachments to accord_system;
grant select (org_id, hash, object_key, created_at), update (created_at), delete on attachments to accord_system;
grant select (org_id, hash) on version_attachments to accord_system;
grant select, insert, update (doomed), delete on unused_files to accord_system;
do $$
declare t text;
begin
  foreach t in array array['notifications', 'renditions', 'draft_attachments', 'attachments', 'comparisons', 'process_failures'] loop
    execute format('drop policy if exists across_organizations on public.%I', t);
    execute format('create policy across_organizations on public.%I to accord_system using (true)', t);
  end loop;
end $$;
drop policy if exists across_organizations on publications;
create policy across_organizations on publications for select to accord_system using (true);
drop policy if exists across_organizations on version_attachments;
create policy across_organizations on version_attachments for select to accord_system using (true);

drop policy if exists delete_delivered on outbox;
create policy delete_delivered on outbox as restrictive for delete to accord_system using (delivered_at is not null);
drop policy if exists delete_closed on process_failures;
create policy delete_closed on process_failures as restrictive for delete to accord_system using (closed_at is not null);
drop policy if exists delete_unpublished on renditions;
create policy delete_unpublished on renditions as restrictive for delete to accord_system using (not exists (
  select from publications p where p.org_id = renditions.org_id and p.rendition_hash = renditions.hash));
