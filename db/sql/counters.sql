-- Guarantees: what is derived from other rows stays right by itself, whoever writes them: which documents are in effect,
-- under which title, how many documents there are of each kind, status and type, and under which words they are filed.

create or replace function set_document_in_effect() returns trigger language plpgsql as $$
declare
  is_now boolean := new.effective_until is null;
  signed_title text := (select title from document_versions v where v.org_id = new.org_id and v.id = new.version_id and is_now);
begin
  update documents set in_effect = is_now, effective_title = signed_title
    where org_id = new.org_id and id = new.document_id
      and (in_effect, effective_title) is distinct from (is_now, signed_title);
  return null;
end $$;
create or replace trigger set_document_in_effect after insert or update on publications
  for each row execute function set_document_in_effect();

create or replace function count_documents() returns trigger language plpgsql as $$
begin
  -- The head of the audit chain is locked first. Every writer of the organization locks it at its commit anyway, and
  -- two writers that hold it one after the other never wait for each other's counters.
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
-- Deferred to the commit, so that the head of the chain is not locked while the rest of the transaction runs.
-- A constraint trigger cannot be replaced.
drop trigger if exists count_documents on documents;
create constraint trigger count_documents after insert or delete on documents
  deferrable initially deferred for each row execute function count_documents();
drop trigger if exists count_changed_documents on documents;
create constraint trigger count_changed_documents after update on documents
  deferrable initially deferred for each row
  when ((old.kind, old.status, old.type, old.classification, old.in_effect)
    is distinct from (new.kind, new.status, new.type, new.classification, new.in_effect))
  execute function count_documents();

create or replace function set_document_terms() returns trigger language plpgsql as $$
begin
  delete from document_terms where org_id = new.org_id and document_id = new.id;
  insert into document_terms (org_id, kind, term, document_id)
    select new.org_id, 'framework'::term_kind, term, new.id from unnest(new.frameworks) term
    union select new.org_id, 'tag'::term_kind, term, new.id from unnest(new.tags) term;
  return null;
end $$;
create or replace trigger set_document_terms after insert on documents
  for each row when (new.frameworks <> '{}' or new.tags <> '{}') execute function set_document_terms();
create or replace trigger set_changed_document_terms after update of frameworks, tags on documents
  for each row when ((old.frameworks, old.tags) is distinct from (new.frameworks, new.tags))
  execute function set_document_terms();
