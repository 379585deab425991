-- Guarantees: a search finds the texts that its reader may see and no others, and its cost does not grow with the
-- library. Decision: docs/decisions/0010.

create extension if not exists btree_gin;
create extension if not exists pg_trgm;

-- The facets of a text decide who finds it and in which list: kind of the document, open or closed, effective or working
-- text. They are part of the index of words, so that a limit counts only texts that the reader may see. A type of subject
-- without a case here is refused.
create or replace function set_search_facets() returns trigger language plpgsql as $$
begin
  case new.subject_type
    when 'document' then
      select array[d.kind::text, case when d.classification in ('public', 'internal') then 'open' else 'closed' end,
          case when new.in_effect then 'effective' else 'working' end]
        into new.facets from documents d where d.org_id = new.org_id and d.id = new.subject_id;
  end case;
  return new;
end $$;
create or replace trigger set_search_facets before insert or update on search_texts
  for each row execute function set_search_facets();

create or replace function refresh_search_facets() returns trigger language plpgsql as $$
begin
  -- Any update makes the trigger above compute the facets again.
  update search_texts set facets = '{}' where org_id = new.org_id and subject_type = 'document' and subject_id = new.id;
  return null;
end $$;
create or replace trigger refresh_search_facets after update on documents for each row
  when ((old.kind, old.classification) is distinct from (new.kind, new.classification))
  execute function refresh_search_facets();

-- Texts are numbered in the order in which they are added, and the index of words is divided into slices by that number:
-- a search reads the newest slice first, and no more slices than it needs. Two texts that are added at the same time may
-- get the same number; nothing depends on distinct numbers.
create or replace function set_search_number() returns trigger language plpgsql as $$
begin
  select coalesce(max(s.number), -1) + 1 into new.number from search_texts s where s.org_id = new.org_id;
  return new;
end $$;
create or replace trigger set_search_number before insert on search_texts
  for each row execute function set_search_number();

-- What each word of a text begins with in the index: the organization (cut short; each row is checked for all of it),
-- who may find it, and the slice. The word of one slice is an index entry of its own, so a search reads no other slice.
create or replace function slice_prefix(org uuid, finders text, slice integer) returns text
  language sql immutable parallel safe return right(org::text, 6) || finders || slice::text || ':';
create or replace function in_slice(org uuid, facets text[], slice integer, words tsvector) returns tsvector
  language sql immutable parallel safe cost 10000
  return array_to_tsvector(array(select prefix || lexeme
    from (select slice_prefix(org, case when 'open' = any(facets) then 'o' else 'c' end
        || case when 'effective' = any(facets) then 'e' else 'w' end, slice) as prefix offset 0) p, unnest(words)));
grant execute on function slice_prefix, in_slice to accord_app;

-- The functions below use the same sizes of a slice. fastupdate is off: a search must not read the list of pending entries.
create index if not exists search_texts_sliced_words_idx on search_texts
  using gin (in_slice(org_id, facets, number / 2000, words), facets) with (fastupdate = off);
create index if not exists search_texts_sliced_heading_idx on search_texts
  using gin (in_slice(org_id, facets, number / 32000, heading), facets) with (fastupdate = off);
-- The planner has no use for the frequency of a word within a slice. Without these statistics it plans and analyzes faster.
alter index search_texts_sliced_words_idx alter column 1 set statistics 0;
alter index search_texts_sliced_heading_idx alter column 1 set statistics 0;

-- The words of titles, and the number of texts that have each: typing errors are corrected by them.
create or replace function count_search_words() returns trigger language plpgsql as $$
begin
  -- The head of the audit chain is locked first, for the reason given in count_documents.
  perform from audit_heads where org_id = coalesce(new.org_id, old.org_id) for update;
  if tg_op <> 'INSERT' then
    update search_words set texts = texts - 1 where org_id = old.org_id and word = any(old.title_words);
    delete from search_words where org_id = old.org_id and word = any(old.title_words) and texts < 1;
  end if;
  if tg_op <> 'DELETE' then
    insert into search_words as w (org_id, word, lexeme, texts)
      select new.org_id, word, lexeme, 1 from unnest(new.title_words, new.title_lexemes) title(word, lexeme)
      on conflict (org_id, word) do update set texts = w.texts + 1;
  end if;
  return null;
end $$;
drop trigger if exists count_search_words on search_texts;
create constraint trigger count_search_words after insert or delete on search_texts
  deferrable initially deferred for each row execute function count_search_words();
drop trigger if exists count_changed_search_words on search_texts;
create constraint trigger count_changed_search_words after update on search_texts
  deferrable initially deferred for each row when (old.title_words <> new.title_words) execute function count_search_words();
create index if not exists search_words_similar_idx on search_words using gin (org_id, word gin_trgm_ops);

-- The operators of text search are not leak-proof, so under a policy PostgreSQL may not use their indexes and reads every
-- text there is. find_text therefore runs as a role that may read all texts. It restricts itself to the organization of
-- the transaction and returns only ids that this reader may see.
drop policy if exists search on search_texts;
create policy search on search_texts for select to accord_search using (true);
drop policy if exists search on search_words;
create policy search on search_words for select to accord_search using (true);
grant usage on schema public to accord_search;
grant select on search_texts, search_words to accord_search;

-- The query for the index that matches in any of these slices.
create or replace function slice_query(query tsquery, prefixes text[]) returns tsquery language plpgsql immutable as $$
declare
  -- In the text of a tsquery each word stands in quotes, and a quote within a word is doubled.
  pattern constant text := regexp_replace(query::text, '''((?:[^'']|'''')*)''', e'''\x01\\1''', 'g');
begin
  return (select string_agg('(' || replace(pattern, e'\x01', prefix) || ')', ' | ')::tsquery from unnest(prefixes) prefix);
end $$;

-- Up to `enough` texts that match, among those that these finders may see. Slices are read, newest first, until there are
-- enough; how many slices are read at once follows from the share of matches so far. With `index_query`, the index is asked
-- for that query, and the whole query is then checked in each text.
create or replace function matching_texts(place text, enough integer, query tsquery, finders text[], subjects search_subject[],
    kinds text[], index_query tsquery default null)
  returns table (subject_type search_subject, subject_id uuid, score real) language plpgsql stable set search_path = public, pg_temp as $$
declare
  org constant uuid := current_org();
  size constant integer := case place when 'words' then 2000 else 32000 end;
  newest constant integer := (select max(number) from search_texts where org_id = org);
  slice integer := newest / size;
  -- A newest slice with few texts is read together with the one before it.
  ahead integer := case when newest % size < size / 8 then 2 else 1 end;
  passed bigint;
  have integer := 0;
  more integer;
begin
  while slice >= 0 and have < enough loop
    -- A text with all the words in its title scores above every other. The subquery makes PostgreSQL read the index
    -- before it reads the texts.
    return query execute format('select subject_type, subject_id, (1 + ts_rank_cd(words, $1, 32) + (heading @@ $1)::int)::real
        from (select org_id, subject_type, subject_id, words, heading from search_texts
          where in_slice(org_id, facets, number / %1$s, %2$I) @@ $2 %3$s offset 0) found
        where org_id = $3 and subject_type = any($5) %4$s limit %5$s', size, place,
        case when kinds is not null then 'and facets && $4' end,
        case when index_query is not null then format('and %I @@ $1', place) end, enough - have)
      using query, slice_query(coalesce(index_query, query), array(select slice_prefix(org, finder, s)
        from unnest(finders) finder, generate_series(greatest(slice - ahead + 1, 0), slice) s)), org, kinds, subjects;
    get diagnostics more = row_count;
    have := have + more;
    slice := slice - ahead;
    passed := newest - (slice + 1) * size + 1;
    -- After some slices without a match the word is rare: all the other slices are then read at once.
    ahead := greatest(1, case when have = 0 and passed > 4 * size then slice + 1
      else least(4 * passed, passed * (enough - have) / greatest(have, 1)) / size end);
  end loop;
end $$;

-- The matches among the closed texts of the reader's own subjects: these are few, and found by subject.
create or replace function matching_own_texts(query tsquery, own uuid[], stage text[], subjects search_subject[], kinds text[])
  returns table (subject_type search_subject, subject_id uuid, score real) language sql stable as $$
  select s.subject_type, s.subject_id, (1 + ts_rank_cd(words, query, 32) + (heading @@ query)::int)::real
  from unnest(subjects) subject(type) cross join unnest(own) own_subject(id)
    join search_texts s on s.org_id = current_org() and s.subject_type = subject.type and s.subject_id = own_subject.id
  where facets @> (stage || 'closed'::text) and (kinds is null or facets && kinds) and words @@ query limit 300
$$;

-- The words of titles that are most similar to a typed word. A word counts only if a title that the reader may see has
-- it, so words of closed documents neither show nor displace others. Null when there are none.
create or replace function similar_words(typed text, finders text[], subjects search_subject[], kinds text[], own uuid[], stage text[])
  returns tsquery language plpgsql stable as $$
declare
  org constant uuid := current_org();
  newest constant integer := (select max(number) / 32000 from search_texts where org_id = org);
begin
  return (select string_agg(query::text, ' | ')::tsquery from (
    select query, similarity, max(similarity) over () as best from (
      select query, similarity
      from (select word, lexeme, similarity(word, typed) as similarity from search_words where org_id = org and word % typed
        order by 3 desc, word offset 0) candidate, lateral (select quote_literal(lexeme)::tsquery as query offset 0) q
      where (exists (select from generate_series(newest, 0, -1) slice, lateral
            (select org_id, subject_type from search_texts where in_slice(org_id, facets, number / 32000, heading) @@ slice_query(query,
                array(select slice_prefix(org, finder, slice) from unnest(finders) finder))
              and (kinds is null or facets && kinds) offset 0) title where org_id = org and subject_type = any(subjects))
        or exists (select from matching_own_texts(query, own, stage, subjects, kinds)))
      order by similarity desc, word limit 3) visible) ranked
    where similarity > 0.8 * best);
end $$;

-- Whether few titles have a word that begins so; identifiers and parts of a run of signs, which are no plain word, are rare.
-- An estimate is enough: it decides only which words the index is asked for.
create or replace function is_rare_word(typed text) returns boolean language sql stable as $$
  select typed is null or length(typed) > 3 and coalesce(sum(texts), 0) < 500 from search_words
  where org_id = current_org() and word between lower(typed) and lower(typed) || u&'\ffff'
$$;

-- The best matches for some words among what the reader may see of these types of subjects: open ones, their own closed
-- ones, or all for a reader of everything. Of each word there is the query for its forms, one for looser forms, and how it
-- was typed if it is a plain word; the last two may be null. `kinds` restricts the kinds of documents; null allows all. A
-- subject may be returned twice.
create or replace function find_text(forms tsquery[], looser tsquery[], typed text[], reads_everything boolean, reads_drafts boolean, own uuid[],
    subjects search_subject[], kinds text[])
  returns table (subject_type search_subject, subject_id uuid, score real) language plpgsql stable security definer
  set search_path = public, pg_temp
  -- Indexes only, no parallel workers, and a plan for the words that were typed.
  set enable_seqscan = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan as $$
declare
  stage constant text[] := case when reads_drafts then '{}' else '{effective}' end;
  -- The letters by which in_slice marks who may find a text.
  finders constant text[] := array(select openness || stages
    from unnest(case when reads_everything then '{o,c}' else '{o}' end::text[]) openness,
      unnest(case when reads_drafts then '{e,w}' else '{e}' end::text[]) stages);
  one tsquery;
  every tsquery;
  rare tsquery;
  wider tsquery;
  hits integer;
  more integer;
begin
  foreach one in array forms loop
    every := coalesce(every && one, one);
  end loop;
  if every is null then return; end if;
  return query select * from matching_texts('words', 300, every, finders, subjects, kinds);
  get diagnostics hits = row_count;
  -- The slices that were not read may hold better matches, so the titles of all slices are searched too. If a word is rare
  -- in titles, the index is asked for the rare words only.
  if hits >= 300 then
    for i in 1 .. cardinality(forms) loop
      one := case when is_rare_word(typed[i]) then forms[i] end;
      rare := coalesce(rare && one, one, rare);
    end loop;
    return query select * from matching_texts('heading', 100, every, finders, subjects, kinds, nullif(rare, every));
  end if;
  if not reads_everything then
    return query select * from matching_own_texts(every, own, stage, subjects, kinds);
    get diagnostics more = row_count;
    hits := hits + more;
  end if;
  if hits >= 25 then return; end if;
  -- Few matches: perhaps a word was mistyped, or is written in another way. Matches of similar words are scored below exact ones.
  for i in 1 .. cardinality(forms) loop
    one := coalesce(forms[i] || looser[i], forms[i]);
    one := coalesce(one || similar_words(typed[i], finders, subjects, kinds, own, stage), one);
    wider := coalesce(wider && one, one);
  end loop;
  if wider = every then return; end if;
  return query select t.subject_type, t.subject_id, (t.score / 4)::real from matching_texts('heading', 100, wider, finders, subjects, kinds) t;
  if hits = 0 then
    return query select t.subject_type, t.subject_id, (t.score / 4)::real from matching_texts('words', 300, wider, finders, subjects, kinds) t;
  end if;
  if not reads_everything then
    return query select t.subject_type, t.subject_id, (t.score / 4)::real from matching_own_texts(wider, own, stage, subjects, kinds) t;
  end if;
end $$;

grant create on schema public to accord_search;
alter function find_text owner to accord_search;
revoke create on schema public from accord_search;
grant execute on function find_text to accord_app;
grant execute on function current_org, is_rare_word, similar_words, matching_texts, matching_own_texts, slice_query,
  slice_prefix, in_slice to accord_search;
