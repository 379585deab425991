-- Guarantees: for each image that a draft or a version shows, and that belongs to its document, there is a row that says so,
-- whoever wrote the text. Through these rows an image is read, and while there is one it is not deleted.
-- An image belongs to a document when it was added to it, or when a version of it shows it.

create or replace function link_draft_attachments() returns trigger language plpgsql as $$
declare shown text[] := '{}';
begin
  if position('<img data-attachment=' in new.content) > 0 then
    shown := array(select m[1] from regexp_matches(new.content, '<img data-attachment="([0-9a-f]{64})"', 'g') as m);
  end if;
  update draft_attachments set unused_since = case when hash = any(shown) then null else now() end
    where org_id = new.org_id and document_id = new.document_id and (unused_since is null) <> (hash = any(shown));
  if cardinality(shown) > 0 then
    insert into draft_attachments (org_id, document_id, hash)
      select distinct org_id, document_id, hash from version_attachments
      where org_id = new.org_id and document_id = new.document_id and hash = any(shown)
      on conflict do nothing;
  end if;
  return null;
end $$;
create or replace trigger link_draft_attachments after insert or update of content on drafts
  for each row execute function link_draft_attachments();

create or replace function link_version_attachments() returns trigger language plpgsql as $$
begin
  insert into version_attachments (org_id, version_id, document_id, hash)
    select new.org_id, new.id, new.document_id, d.hash from draft_attachments d
    where d.org_id = new.org_id and d.document_id = new.document_id and d.hash in (
      select m[1] from regexp_matches(new.content, '<img data-attachment="([0-9a-f]{64})"', 'g') as m);
  return null;
end $$;
create or replace trigger link_version_attachments after insert on document_versions
  for each row when (position('<img data-attachment=' in new.content) > 0) execute function link_version_attachments();
