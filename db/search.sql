-- Full text search. Applied after db/security.sql, and safe to repeat. Why it is built so: docs/decisions/0010.

-- Weights by where a word stands; titles apart, since they are looked through as well when a word is everywhere.
create extension if not exists pg_trgm;
alter table document_search add column if not exists words tsvector generated always as (
  setweight(to_tsvector('simple', identifier), 'A') || setweight(to_tsvector('english', title), 'A')
  || setweight(to_tsvector('english', keywords), 'B') || setweight(to_tsvector('english', left(body, 500000)), 'C')) stored;
alter table document_search add column if not exists heading tsvector generated always as (
  to_tsvector('simple', identifier) || to_tsvector('english', title)) stored;

-- What decides who finds a text, and in which list: its document's kind, open or closed, in effect or working text.
-- It stands in the index of words, so that no limit falls on what a reader may not see.
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

-- Texts are numbered as they come, and the index of words is cut into slices by that number: a search reads the newest
-- slice first, and no more slices than it takes. Two that come at once may get the same number, which does no harm.
create or replace function take_number() returns trigger language plpgsql as $$
begin
  select coalesce(max(s.number), -1) + 1 into new.number from document_search s where s.org_id = new.org_id;
  return new;
end $$;
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'document_search'::regclass and attname = 'number') then
    alter table document_search add column number integer not null default 0;
    create trigger take_number before insert on document_search for each row execute function take_number();
    -- Texts from before, as above.
    alter table document_search no force row level security;
    alter table documents no force row level security;
    update document_search s set number = n.number
      from (select org_id, document_id, in_effect, row_number() over (partition by org_id order by document_id) - 1 as number
        from document_search) n
      where (s.org_id, s.document_id, s.in_effect) = (n.org_id, n.document_id, n.in_effect);
    alter table document_search force row level security;
    alter table documents force row level security;
  end if;
end $$;
create index if not exists document_search_number_idx on document_search (org_id, number);

-- What the words of a text begin with in the index: its organization (cut short; rows are checked for the whole of it),
-- who may find it, and its slice. A word of one slice is an entry of its own: what else holds the word is not touched.
create or replace function slice_prefix(org uuid, finders text, slice integer) returns text
  language sql immutable parallel safe return right(org::text, 6) || finders || slice::text || ':';
create or replace function in_slice(org uuid, facets text[], slice integer, words tsvector) returns tsvector
  language sql immutable parallel safe cost 10000
  return array_to_tsvector(array(select prefix || lexeme
    from (select slice_prefix(org, case when 'open' = any(facets) then 'o' else 'c' end
        || case when 'effective' = any(facets) then 'e' else 'w' end, slice) as prefix offset 0) p, unnest(words)));

drop index if exists document_search_words_idx, document_search_title_idx, document_search_text_idx,
  document_search_heading_idx, document_search_similar_idx;
-- How large the slices are, the functions below know as well. No fastupdate: a search must not read what has yet to be indexed.
create index if not exists document_search_sliced_words_idx on document_search
  using gin (in_slice(org_id, facets, number / 2000, words), facets) with (fastupdate = off);
create index if not exists document_search_sliced_heading_idx on document_search
  using gin (in_slice(org_id, facets, number / 32000, heading), facets) with (fastupdate = off);
-- How often a word of a slice occurs is of no use to a plan: without figures PostgreSQL plans, and analyzes, much faster.
alter index document_search_sliced_words_idx alter column 1 set statistics 0;
alter index document_search_sliced_heading_idx alter column 1 set statistics 0;

-- The words that titles are made of, and in how many texts: typing errors are corrected by them.
create or replace function words_of(title text) returns setof text language sql immutable
  begin atomic select lexeme from unnest(to_tsvector('pg_catalog.simple', title)) where length(lexeme) > 3; end;
create or replace function keep_words() returns trigger language plpgsql as $$
begin
  -- Meeting at the tip of the audit chain first, two writers never hold words crosswise; see keep_counts.
  perform from audit_heads where org_id = coalesce(new.org_id, old.org_id) for update;
  if tg_op <> 'INSERT' then
    update search_words set texts = texts - 1 where org_id = old.org_id and word in (select words_of(old.title));
    delete from search_words where org_id = old.org_id and word in (select words_of(old.title)) and texts < 1;
  end if;
  if tg_op <> 'DELETE' then
    insert into search_words as w (org_id, word, texts) select new.org_id, word, 1 from words_of(new.title) word
      on conflict (org_id, word) do update set texts = w.texts + 1;
  end if;
  return null;
end $$;
do $$
begin
  if not exists (select from pg_trigger where tgrelid = 'document_search'::regclass and tgname = 'keep_words') then
    create constraint trigger keep_words after insert or delete on document_search
      deferrable initially deferred for each row execute function keep_words();
    create constraint trigger keep_changed_words after update on document_search
      deferrable initially deferred for each row when (old.title <> new.title) execute function keep_words();
    -- Texts from before, as above.
    alter table document_search no force row level security;
    alter table search_words no force row level security;
    insert into search_words (org_id, word, texts)
      select org_id, word, count(*) from document_search, words_of(title) word group by 1, 2;
    alter table document_search force row level security;
    alter table search_words force row level security;
  end if;
end $$;
create index if not exists search_words_similar_idx on search_words using gin (org_id, word gin_trgm_ops);

-- The operators of text search are not leak-proof, so under a policy PostgreSQL may not look into their indexes and
-- reads every text there is. find_text runs as a role that the policies let through, keeps to the organization of the
-- transaction by itself, and answers only ids that this reader may see.
drop policy if exists search on document_search;
create policy search on document_search for select to accord_search using (true);
drop policy if exists search on search_words;
create policy search on search_words for select to accord_search using (true);
grant usage on schema public to accord_search;
grant select on document_search, search_words to accord_search;

-- A word as it may stand in a text: it, or what begins with it, by its stem or as it was typed. Null: a word like "the".
create or replace function word_query(word text) returns tsquery language sql stable as $$
  select case when numnode(stem) = 0 then null when stem = typed then stem else stem || typed end
  from (select to_tsquery('simple', prefix) as typed, to_tsquery('english', prefix) as stem
    from (select quote_literal(word) || ':*' as prefix) p) q
$$;

-- A question asked of the index, of any of these slices. Where words stand it does not know: phrases want a check.
create or replace function slice_query(query tsquery, prefixes text[]) returns tsquery language plpgsql immutable as $$
declare
  -- Words are quoted, and a quote within is doubled.
  quoted constant text := '''((?:[^'']|'''')*)''';
  pattern constant text := regexp_replace(regexp_replace(query::text, '<(-|\d+)>', '&', 'g'), quoted, e'''\x01\\1''', 'g');
begin
  return (select string_agg('(' || replace(pattern, e'\x01', prefix) || ')', ' | ')::tsquery from unnest(prefixes) prefix);
end $$;

-- So many texts that fit, of those that stand under these letters in the index. Slices are read, newest first, until there
-- are enough: as many at once as the share that was found so far makes likely. Some of the words may be asked of the index
-- alone; the others are then checked.
drop function if exists texts_holding(text, integer, tsquery[], text, text[], text[]);
create or replace function texts_holding(place text, enough integer, query tsquery, finders text[], kinds text[],
    asked tsquery default null)
  returns table (document_id uuid, score real) language plpgsql stable set search_path = public, pg_temp as $$
declare
  org constant uuid := current_org();
  size constant integer := case place when 'words' then 2000 else 32000 end;
  newest constant integer := (select max(number) from document_search where org_id = org);
  slice integer := newest / size;
  -- The newest slice may have just begun, which is not worth a question of its own.
  ahead integer := case when newest % size < size / 8 then 2 else 1 end;
  passed bigint;
  have integer := 0;
  more integer;
begin
  while slice >= 0 and have < enough loop
    -- Scored in this order: texts by their words, and before them those with all of them in the title. The subquery
    -- keeps what must be read from the text itself out of the index scan.
    return query execute format('select document_id, (1 + ts_rank_cd(words, $1, 32) + (heading @@ $1)::int)::real
        from (select org_id, document_id, words, heading from document_search
          where in_slice(org_id, facets, number / %1$s, %2$I) @@ $2 %3$s offset 0) found
        where org_id = $3 %4$s limit %5$s', size, place,
        case when kinds is not null then 'and facets && $4' end,
        case when asked is not null or query::text like '%<%' then format('and %I @@ $1', place) end, enough - have)
      using query, slice_query(coalesce(asked, query), array(select slice_prefix(org, finder, s)
        from unnest(finders) finder, generate_series(greatest(slice - ahead + 1, 0), slice) s)), org, kinds;
    get diagnostics more = row_count;
    have := have + more;
    slice := slice - ahead;
    passed := newest - (slice + 1) * size + 1;
    -- What few slices do not have at all is so rare that the others may be asked at once.
    ahead := greatest(1, case when have = 0 and passed > 4 * size then slice + 1
      else least(4 * passed, passed * (enough - have) / greatest(have, 1)) / size end);
  end loop;
end $$;

-- The same among the closed texts that are the reader's own: few, and found by their documents.
create or replace function own_texts_holding(query tsquery, own uuid[], stage text[], kinds text[])
  returns table (document_id uuid, score real) language sql stable as $$
  select s.document_id, (1 + ts_rank_cd(words, query, 32) + (heading @@ query)::int)::real
  from unnest(own) mine(id) join document_search s on s.org_id = current_org() and s.document_id = mine.id
  where facets @> (stage || 'closed'::text) and (kinds is null or facets && kinds) and words @@ query limit 300
$$;

-- The words of titles that are most like one that was typed, of those that stand in a title which the reader may see:
-- nobody is led by a word that only closed documents hold, or kept by it from another. Null: there are none.
create or replace function like_word(typed text, finders text[], kinds text[], own uuid[], stage text[]) returns tsquery
  language plpgsql stable as $$
declare
  org constant uuid := current_org();
  newest constant integer := (select max(number) / 32000 from document_search where org_id = org);
begin
  return (select string_agg(query::text, ' | ')::tsquery from (
    select query, alike, max(alike) over () as most from (
      select query, alike
      from (select word, similarity(word, typed) as alike from search_words where org_id = org and word % typed
        order by alike desc, word offset 0) candidate, lateral (select plainto_tsquery('english', word) as query offset 0) q
      where numnode(query) > 0 and (exists (select from generate_series(newest, 0, -1) slice, lateral
            (select org_id from document_search where in_slice(org_id, facets, number / 32000, heading) @@ slice_query(query,
                array(select slice_prefix(org, finder, slice) from unnest(finders) finder))
              and (kinds is null or facets && kinds) offset 0) title where org_id = org)
        or exists (select from own_texts_holding(query, own, stage, kinds)))
      order by alike desc, word limit 3) visible) near
    where alike > 0.8 * most);
end $$;

-- Whether few titles have a word that begins so. A guess is enough: it decides only what the index is asked.
create or replace function is_seldom(typed text) returns boolean language sql stable as $$
  select length(typed) > 3 and coalesce(sum(texts), 0) < 500 from search_words
  where org_id = current_org() and word between lower(typed) and lower(typed) || u&'\ffff'
$$;

-- The best documents for some words, of those that exist for the reader: open ones, and closed ones of their own; all
-- of them where the reader reads everything. Kinds narrow it down, null does not. A document may come twice.
drop function if exists find_text(text, text, boolean);
create or replace function find_text(typed text[], reads_everything boolean, reads_drafts boolean, own uuid[], kinds text[])
  returns table (document_id uuid, score real) language plpgsql stable security definer
  set search_path = public, pg_temp
  -- Found by indexes, a few rows at a time, and with an eye on what was typed.
  set enable_seqscan = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan as $$
declare
  stage constant text[] := case when reads_drafts then '{}' else '{effective}' end;
  -- As they stand in the index, see in_slice.
  finders constant text[] := array(select openness || stages
    from unnest(case when reads_everything then '{o,c}' else '{o}' end::text[]) openness,
      unnest(case when reads_drafts then '{e,w}' else '{e}' end::text[]) stages);
  part text;
  one tsquery;
  every tsquery;
  seldom tsquery;
  wider tsquery;
  hits integer;
  more integer;
begin
  foreach part in array typed loop
    every := coalesce(every && word_query(part), word_query(part), every);
  end loop;
  if every is null then return; end if;
  return query select * from texts_holding('words', 300, every, finders, kinds);
  get diagnostics hits = row_count;
  -- The best may be among those that were not looked at: titles are what they are sought by, and few pages are turned.
  -- Beside a word that few titles have, the index is not asked for those that many have.
  if hits >= 300 then
    foreach part in array typed loop
      one := case when is_seldom(part) then word_query(part) end;
      seldom := coalesce(seldom && one, one, seldom);
    end loop;
    return query select * from texts_holding('heading', 100, every, finders, kinds, nullif(seldom, every));
  end if;
  if not reads_everything then
    return query select * from own_texts_holding(every, own, stage, kinds);
    get diagnostics more = row_count;
    hits := hits + more;
  end if;
  if hits >= 25 then return; end if;
  -- Few: perhaps a word was typed wrong. What is found by words like it comes after what was found as it was typed.
  foreach part in array typed loop
    one := word_query(part);
    one := coalesce(one || like_word(part, finders, kinds, own, stage), one);
    wider := coalesce(wider && one, one, wider);
  end loop;
  if wider = every then return; end if;
  return query select t.document_id, (t.score / 4)::real from texts_holding('heading', 100, wider, finders, kinds) t;
  if hits = 0 then
    return query select t.document_id, (t.score / 4)::real from texts_holding('words', 300, wider, finders, kinds) t;
  end if;
  if not reads_everything then
    return query select t.document_id, (t.score / 4)::real from own_texts_holding(wider, own, stage, kinds) t;
  end if;
end $$;

grant create on schema public to accord_search;
alter function find_text owner to accord_search;
revoke create on schema public from accord_search;
revoke all on function find_text, is_seldom, like_word, texts_holding, own_texts_holding, slice_query, slice_prefix, in_slice, word_query,
  words_of, keep_facets, refresh_facets, take_number, keep_words from public;
grant execute on function find_text, in_slice, slice_prefix, words_of, word_query, keep_facets, refresh_facets, take_number,
  keep_words to accord_app, accord_system;
grant execute on function current_org, is_seldom, like_word, texts_holding, own_texts_holding, slice_query, slice_prefix, in_slice,
  word_query to accord_search;
