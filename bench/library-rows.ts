import { type BenchDatabase, load } from './support/databases.ts'

/** As many words as people write policies with, the first of them in almost every text. */
const VOCABULARY = 6_000
const WORDS_OF_A_TEXT = 80
/** Texts are drawn from so many, each with words of its own added: writing every one anew would take an hour. */
const TEXTS = 2_000

/** Indexes over text are built after the rows: the same index, in a tenth of the time. */
const TEXT_INDEXES = ['search_texts_sliced_words_idx', 'search_texts_sliced_heading_idx']

/**
 * Fills an organization with documents spread over kinds, states, classifications and dates as a large one has them:
 * two thirds in effect, a tenth closed, changes over three years, reviews over the next year and some overdue.
 */
export async function fillLibrary({ superuserUrl }: BenchDatabase, orgId: string, ownerId: string, documents: number) {
  const definitions = `(select array_agg(indexdef) from pg_indexes where indexname = any('{${TEXT_INDEXES}}'))`
  await load(superuserUrl, [
    `create temporary table kept_indexes as select unnest(${definitions}) as definition`,
    ...TEXT_INDEXES.map((name) => `drop index if exists ${name}`),
    // Word n is as frequent as 1/n, roughly: the shape of any language.
    `create function word(n double precision) returns text language sql as $$
       select (array['access','account','review','data','security','system','policy','control','risk','user'])[1 + (n::int % 10)]
         || case when n < 10 then '' else (array['ing','er','ment','al','ity','ance','or','ive'])[1 + (n::int / 10 % 8)] || translate((n::int / 80)::text, '0123456789', 'bcdfghjkmn') end $$`,
    `insert into documents (org_id, id, kind, identifier, title, category, type, classification, status, in_effect,
       owner_id, created_by, next_review_date, updated_at, frameworks)
     select '${orgId}', gen_random_uuid(), (enum_range(null::document_kind))[1 + n % 4], 'POL-AC-' || lpad(n::text, 6, '0'),
       initcap(word(floor(random() * ${VOCABULARY})) || ' ' || word(floor(random() * 200)) || ' ' || word(floor(random() * 10))),
       'access_control', (enum_range(null::document_type))[1 + n % 3],
       case when n % 20 = 0 then 'confidential' when n % 20 = 1 then 'restricted' else 'internal' end::classification,
       case when n % 3 < 2 then 'published' when n % 2 = 0 then 'draft' else 'in_review' end::document_status, n % 3 < 2,
       '${ownerId}', '${ownerId}',
       case when n % 3 < 2 then current_date - 10 + (random() * 365)::int end,
       now() - random() * interval '3 years', array['iso_27001']
     from generate_series(1, ${documents}) n`,
    `create temporary table texts as select t, string_agg(word(floor(power(random(), 4) * ${VOCABULARY})), ' ') as body
     from generate_series(0, ${TEXTS - 1}) t, generate_series(1, ${WORDS_OF_A_TEXT}) group by t`,
    `insert into search_texts (org_id, subject_type, subject_id, in_effect, number, facets, identifier, title, keywords, body,
       words, heading, title_words, title_lexemes)
     select org_id, type, id, in_effect, number, facets, identifier, title, keywords, body,
       setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', keywords), 'B') || setweight(to_tsvector('english', body), 'C'),
       to_tsvector('english', title), title_words, array(select (ts_lexize('english_stem', word))[1] from unnest(title_words) word)
     from (select org_id, 'document'::search_subject as type, id, in_effect, substr(identifier, 8)::int as number, array[kind::text, case when classification = 'internal' then 'open' else 'closed' end,
       case when in_effect then 'effective' else 'working' end] as facets, identifier, title, 'Access control' as keywords,
       body || ' ' || word(floor(random() * ${VOCABULARY})) || ' ' || word(floor(random() * ${VOCABULARY})) as body,
         array(select distinct word from unnest(string_to_array(lower(title), ' ')) word where length(word) > 3) as title_words
       from documents d join texts on t = substr(identifier, 8)::int % ${TEXTS} where org_id = '${orgId}') text`,
    `insert into search_words (org_id, word, lexeme, texts)
     select org_id, word, min(lexeme), count(*) from search_texts, unnest(title_words, title_lexemes) title(word, lexeme)
     where org_id = '${orgId}' group by 1, 2`,
    `insert into document_versions (org_id, id, document_id, number, change_type, change_summary, title, content,
       content_hash, words, characters, author_ids, created_by)
     select org_id, gen_random_uuid(), id, 1, 'initial', '', title, '<p>Text</p>', repeat('a', 64), 1, 4, '{}', owner_id
     from documents where org_id = '${orgId}' and in_effect`,
    `insert into version_labels (org_id, version_id, document_id, major, minor)
     select org_id, id, document_id, 1, 0 from document_versions where org_id = '${orgId}'`,
    `insert into publications (org_id, id, document_id, version_id, content_hash, rendition_hash, effective_from)
     select org_id, gen_random_uuid(), document_id, id, content_hash, repeat('b', 64), now() from document_versions where org_id = '${orgId}'`,
    `insert into document_counts (org_id, kind, status, type, open, in_effect, documents)
     select org_id, kind, status, type, classification in ('public', 'internal'), in_effect, count(*)
     from documents where org_id = '${orgId}' group by 1, 2, 3, 4, 5, 6`,
    `insert into document_terms (org_id, kind, term, document_id)
     select org_id, 'framework'::term_kind, 'iso_27001', id from documents where org_id = '${orgId}'
     union all select org_id, 'tag'::term_kind, 'team ' || substr(identifier, 8)::int % 100, id from documents where org_id = '${orgId}'
     union all select org_id, 'tag'::term_kind, 'laboratory', id from documents
       where org_id = '${orgId}' and substr(identifier, 8)::int % ${Math.ceil(documents / 20)} = 0`,
    `do $$ declare d text; begin for d in select definition from kept_indexes loop execute d; end loop; end $$`,
    // What db/sql/search.sql says of them that is not in their definition.
    ...TEXT_INDEXES.map((name) => `alter index ${name} alter column 1 set statistics 0`),
    'vacuum analyze',
  ])
}
