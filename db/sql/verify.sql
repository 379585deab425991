-- Guarantees: whoever holds a document can ask whether its text was signed, before any organization is known, and can ask for
-- nothing else: the function answers to one exact hash, with the names of the rows and nothing that is in them. What is shown
-- of them is read as their organization. Decision: docs/decisions/0033.
grant usage on schema public to accord_verify;
grant select (org_id, id, content_hash) on document_versions to accord_verify;
grant execute on function current_org to accord_verify;
drop policy if exists by_hash on document_versions;
create policy by_hash on document_versions for select to accord_verify using (true);

create or replace function versions_of_hash(hash text) returns table (org_id uuid, version_id uuid) language sql stable security definer
  set search_path = public, pg_temp as $$
  select v.org_id, v.id from document_versions v where v.content_hash = hash order by v.id desc limit 5
$$;
grant create on schema public to accord_verify;
alter function versions_of_hash owner to accord_verify;
revoke create on schema public from accord_verify;
grant execute on function versions_of_hash to accord_app;
