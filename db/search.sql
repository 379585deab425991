-- Full text search. Applied after db/security.sql, and safe to repeat. Why it is built so: docs/decisions/0010.

-- Weights by where a word stands; titles apart, since they are looked through first when a word is everywhere;
-- trigrams for prefixes and typing errors.
create extension if not exists pg_trgm;
alter table document_search add column if not exists words tsvector generated always as (
  setweight(to_tsvector('simple', identifier), 'A') || setweight(to_tsvector('english', title), 'A')
  || setweight(to_tsvector('english', keywords), 'B') || setweight(to_tsvector('english', left(body, 500000)), 'C')) stored;
alter table document_search add column if not exists heading tsvector generated always as (
  to_tsvector('simple', identifier) || to_tsvector('english', title)) stored;

-- What decides who finds a text, and in which list: its document's kind, open or closed, in effect or working text.
-- It stands beside the words, so that one index answers for both and no limit falls on what a reader may not see.
create or replace function keep_facets() returns trigger language plpgsql as $$
begin
  select array[d.kind::text, case when d.classification in ('public', 'internal') then 'open' else 'closed' end,
      case when new.in_effect then 'effective' else 'working' end]
    into new.facets from documents d where d.org_id = new.org_id and d.id = new.document_id;
  return new;
end $$;
create or replace function refresh_facets() returns trigger language plpgsql as $$
begin
  -- The trigger above fills in what they are.
  update document_search set facets = '{}' where org_id = new.org_id and document_id = new.id;
  return null;
end $$;
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'document_search'::regclass and attname = 'facets') then
    alter table document_search add column facets text[] not null default '{}';
    create trigger keep_facets before insert or update on document_search for each row execute function keep_facets();
    -- Texts from before there were facets: the owner sees them only while the policies do not bind it.
    alter table document_search no force row level security;
    alter table documents no force row level security;
    update document_search set facets = '{}';
    alter table document_search force row level security;
    alter table documents force row level security;
  end if;
end $$;
drop trigger if exists refresh_facets on documents;
create trigger refresh_facets after update on documents for each row
  when ((old.kind, old.classification) is distinct from (new.kind, new.classification)) execute function refresh_facets();

drop index if exists document_search_words_idx;
create index if not exists document_search_text_idx on document_search using gin (org_id, facets, words);
create index if not exists document_search_heading_idx on document_search using gin (org_id, facets, heading);
drop index if exists document_search_title_idx;
create index if not exists document_search_similar_idx on document_search using gin (org_id, facets, (identifier || ' ' || title) gin_trgm_ops);

-- The operators of text search are not leak-proof, so under a policy PostgreSQL may not look into their indexes and
-- reads every text there is. find_text runs as a role that the policy lets through, keeps to the organization of the
-- transaction by itself, and answers only ids that this reader may see.
drop policy if exists search on document_search;
create policy search on document_search for select to accord_search using (true);
grant usage on schema public to accord_search;
grant select on document_search to accord_search;

-- A word as it may stand in a text: it, or what begins with it, by its stem or as it was typed. Null: a word like "the".
create or replace function word_query(word text) returns tsquery language sql stable as $$
  select case when numnode(stem) > 0 then stem || to_tsquery('simple', prefix) end
  from (select prefix, to_tsquery('english', prefix) as stem from (select quote_literal(word) || ':*' as prefix) p) q
$$;

-- So many texts that hold all the words, among those of a scope. A word that is in every fourth text or more is
-- not worth its index, whose answer grows with the library: the newest texts are read for it instead, and those that
-- an index found by rarer words. How common a word is, the newest texts tell.
create or replace function texts_holding(place text, enough integer, queries tsquery[], scope text, facets text[], kinds text[])
  returns table (document_id uuid, score real) language plpgsql stable set search_path = public, pg_temp as $$
declare
  probe constant integer := 100;
  reach constant integer := 4000;
  -- In this order: texts by their words, then those with all the words in the title, and the others by their rank.
  score constant text := '(1 + ts_rank_cd(words, $1, 32) + (heading @@ $1)::int)::real';
  every tsquery;
  rare tsquery;
  one tsquery;
  seen integer;
begin
  foreach one in array queries loop
    every := coalesce(every && one, one);
    execute format('select count(*) filter (where %1$I @@ $1) from (select %1$I from document_search where %2$s
        order by document_id desc limit %3$s) newest', place, scope, probe)
      into seen using one, current_org(), facets, kinds;
    if seen < probe / 4 then rare := coalesce(rare && one, one); end if;
  end loop;
  if rare is null then
    return query execute format('select document_id, %4$s from (select document_id, words, heading from document_search
        where %2$s order by document_id desc limit %3$s) newest where %1$I @@ $1 limit %5$s', place, scope, reach, score, enough)
      using every, current_org(), facets, kinds;
    get diagnostics seen = row_count;
    if seen = enough then return; end if;
    -- Common one by one, yet seldom together: the index will do, and what is found twice counts once.
    rare := every;
  end if;
  -- The subquery keeps common words out of the index scan.
  return query execute format('select document_id, %3$s from (select document_id, words, heading from document_search
      where %2$s and %1$I @@ $5 offset 0) found where %1$I @@ $1 limit %4$s', place, scope, score, enough)
    using every, current_org(), facets, kinds, rare;
end $$;

-- The best documents for some words, of those that exist for the reader: open ones, and closed ones of their own; all
-- of them where the reader reads everything. Kinds narrow it down, null does not. A document may come twice.
drop function if exists find_text(text, text, boolean);
create or replace function find_text(typed text[], reads_everything boolean, reads_drafts boolean, own uuid[], kinds text[])
  returns table (document_id uuid, score real) language plpgsql stable security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  org uuid := current_org();
  stage text[] := case when reads_drafts then '{}' else '{effective}' end;
  readable text[] := case when reads_everything then stage else stage || 'open'::text end;
  -- Asked of the index only where it narrows: "any facets" would read all of it.
  scope text := 'org_id = $2' || case when readable = '{}' then '' else ' and facets @> $3' end
    || case when kinds is null then '' else ' and facets && $4' end;
  queries tsquery[] := (select array_agg(q) from unnest(typed) word, word_query(word) q where q is not null);
  every tsquery := (select string_agg(format('(%s)', q), ' & ')::tsquery from unnest(queries) q);
  phrase text := array_to_string(typed, ' ');
  found integer;
begin
  if queries is null then return; end if;
  return query select * from texts_holding('words', 300, queries, scope, readable, kinds);
  get diagnostics found = row_count;
  -- The best may be among those that were not looked at: titles are what they are sought by, and few pages are turned.
  if found >= 300 then
    return query select * from texts_holding('heading', 100, queries, scope, readable, kinds);
  end if;
  if not reads_everything then
    return query select f.document_id, (1 + ts_rank_cd(f.words, every, 32) + (f.heading @@ every)::int)::real
      from unnest(own) mine(id) join document_search f on f.org_id = org and f.document_id = mine.id
      where f.facets @> (stage || 'closed'::text) and (kinds is null or f.facets && kinds) and f.words @@ every limit 300;
  end if;
  -- Titles that are merely like the words, when few texts have them.
  if found < 25 then
    return query execute format('select document_id, word_similarity($1, identifier || '' '' || title) from document_search
        where %s and (identifier || '' '' || title) %%> $1 limit 100', scope)
      using phrase, org, readable, kinds;
  end if;
end $$;

grant create on schema public to accord_search;
alter function find_text owner to accord_search;
revoke create on schema public from accord_search;
revoke all on function find_text, texts_holding, word_query, keep_facets, refresh_facets from public;
grant execute on function find_text, texts_holding, word_query, keep_facets, refresh_facets to accord_app, accord_system;
grant execute on function current_org, texts_holding, word_query to accord_search;
