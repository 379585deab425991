import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import type { AskedWord, Form } from '#domain/documents/search.ts'
import { closedOf, visibleTo } from './visibility.ts'

/** A document that fits the words of a search, and how well. */
export interface Hit {
  documentId: string
  score: number
}

/** The documents that fit, best first, all of them visible to the reader; complete, unless there are more. */
export interface Hits {
  found: Hit[]
  complete: boolean
}

/** The number of texts at which a search stops, see find_text in db/sql/search.sql. */
export const SEARCH_LIMIT = 300

/** As much of an identifier as may have been typed: its prefix, and further parts after it. */
const IDENTIFIER = /^[a-z]{3}-([a-z]{1,4}(-\d*)?)?$/i

/** A lexeme in a query. Lexemes are letters and digits, so nothing in them needs a quote. */
const formQuery = (forms: readonly Form[]): string =>
  forms.map(({ lexeme, prefix }) => `'${lexeme}'${prefix ? ':*' : ''}`).join(' | ')

const looserQuery = (looser: readonly Form[][]): string | null =>
  looser.length === 0 ? null : looser.map((forms) => `(${formQuery(forms)})`).join(' & ')

/**
 * Documents whose identifier begins so, whose text holds the words, or whose title is like them, of those that the
 * reader may see. The working text only for those who read drafts.
 */
export async function findTexts(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  typed: string,
  words: readonly AskedWord[],
  kinds: DocumentKind[] = [],
): Promise<Hits> {
  const identified = IDENTIFIER.test(typed.trim()) ? await findIdentifiers(tx, orgId, reader, typed.trim(), kinds) : []
  if (identified.length > 0) return { found: identified, complete: identified.length < SEARCH_LIMIT }
  if (words.length === 0) return { found: [], complete: true }
  const own = reader.readsEverything ? [] : await closedToOthers(tx, orgId, reader)
  const { rows } = await tx.execute<{ id: string; score: number; texts: number }>(sql`
    select subject_id as id, max(score) as score, sum(count(*)) over ()::int as texts
    from find_text(${sql.param(words.map(({ forms }) => formQuery(forms)))}::tsquery[],
      ${sql.param(words.map(({ looser }) => looserQuery(looser)))}::tsquery[],
      ${sql.param(words.map(({ typed }) => typed))}::text[], ${reader.readsEverything}, ${reader.readsDrafts}, ${sql.param(own)}::uuid[],
      '{document}', ${kinds.length > 0 ? sql.param(kinds) : null}::text[])
    group by 1 order by 2 desc, 1`)
  const found = rows.map(({ id, score }) => ({ documentId: id, score }))
  return { found, complete: (rows[0]?.texts ?? 0) < SEARCH_LIMIT }
}

/** Closed documents that the reader sees as owner, named reader or signer: find_text gets their ids. */
async function closedToOthers(tx: Transaction, orgId: string, reader: Reader): Promise<string[]> {
  const rows = await tx.select({ id: documents.id }).from(documents).where(closedOf(orgId, reader))
  return rows.map(({ id }) => id)
}

async function findIdentifiers(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  typed: string,
  kinds: DocumentKind[],
): Promise<Hit[]> {
  const first = typed.toUpperCase()
  const rows = await tx
    .select({ documentId: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.orgId, orgId),
        // From the first that begins so to the last that could: U+FFFF comes after every character.
        sql`${documents.identifier} between ${first} and ${`${first}\uffff`}`,
        visibleTo(reader),
        kinds.length > 0 ? inArray(documents.kind, kinds) : undefined,
      ),
    )
    .orderBy(asc(documents.identifier))
    .limit(SEARCH_LIMIT)
  return rows.map(({ documentId }, place) => ({ documentId, score: 1 - place / SEARCH_LIMIT }))
}

/** Where the words stand in a text of a document. */
export interface TextHits {
  id: string
  /** The text in effect, or the working text. */
  inEffect: boolean
  /** Of the text, in characters. */
  length: number
  /** Which of the words stands at which place, from the beginning on. */
  hits: { word: number; at: number }[]
}

const MOST_HITS = 500

/** Where the words stand in these documents: in the text that has all of them, in effect if both have. */
export async function textHits(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  documentIds: readonly string[],
  words: readonly AskedWord[],
): Promise<TextHits[]> {
  if (documentIds.length === 0 || words.length === 0) return []
  const asked = words.flatMap(({ forms }, word) => forms.map((form) => ({ ...form, word })))
  const scope = reader.readsDrafts ? sql`` : sql`and in_effect`
  const every = words.map(({ forms }) => `(${formQuery(forms)})`).join(' & ')
  const { rows } = await tx.execute<{ id: string; in_effect: boolean; length: number; hits: TextHits['hits'] }>(sql`
    select distinct on (subject_id) subject_id as id, in_effect, length(body) as length, coalesce((
      select json_agg(json_build_object('word', word, 'at', at)) from (
        select asked.word, place.at
        from unnest(words) held, unnest(${sql.param(asked.map(({ word }) => word))}::int[],
          ${sql.param(asked.map(({ lexeme }) => lexeme))}::text[], ${sql.param(asked.map(({ prefix }) => prefix))}::bool[])
            asked(word, lexeme, prefix), unnest(held.positions, held.weights) place(at, weight)
        where (held.lexeme = asked.lexeme or asked.prefix and held.lexeme ^@ asked.lexeme) and place.weight = 'C'
        order by place.at limit ${MOST_HITS}) hit), '[]') as hits
    from search_texts where org_id = ${orgId} ${scope} and subject_type = 'document' and subject_id in ${documentIds}
    order by subject_id, words @@ ${every}::tsquery desc, in_effect desc`)
  return rows.map(({ in_effect: inEffect, ...row }) => ({ ...row, inEffect }))
}

/** Part of a text of a document, so many characters from one on. */
export interface TextPart {
  id: string
  inEffect: boolean
  from: number
  length: number
}

/** Reads parts of texts, by document. */
export async function textParts(
  tx: Transaction,
  orgId: string,
  parts: readonly TextPart[],
): Promise<Map<string, string>> {
  if (parts.length === 0) return new Map()
  const { rows } = await tx.execute<{ id: string; part: string }>(sql`
    select subject_id as id, substr(body, asked.start + 1, asked.length) as part
    from unnest(${sql.param(parts.map(({ id }) => id))}::uuid[], ${sql.param(parts.map(({ inEffect }) => inEffect))}::bool[],
        ${sql.param(parts.map(({ from }) => from))}::int[], ${sql.param(parts.map(({ length }) => length))}::int[])
        asked(id, in_effect, start, length)
      join search_texts s on org_id = ${orgId} and subject_type = 'document' and subject_id = asked.id
        and s.in_effect = asked.in_effect`)
  return new Map(rows.map(({ id, part }) => [id, part]))
}
