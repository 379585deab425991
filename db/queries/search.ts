import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
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

/** Every word must begin a word of the text; the last may still be being typed. */
const wordsOf = (typed: string): string[] =>
  typed
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter((word) => word.length > 0)
    .slice(0, 12)

const searchExpression = (typed: string): string =>
  wordsOf(typed)
    .map((word) => `'${word}':*`)
    .join(' & ')

/**
 * Documents whose identifier begins so, whose text holds the words, or whose title is like them, of those that the
 * reader may see. The working text only for those who read drafts.
 */
export async function findTexts(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  typed: string,
  kinds: DocumentKind[] = [],
): Promise<Hits> {
  const identified = IDENTIFIER.test(typed.trim()) ? await findIdentifiers(tx, orgId, reader, typed.trim(), kinds) : []
  if (identified.length > 0) return { found: identified, complete: identified.length < SEARCH_LIMIT }
  const words = wordsOf(typed)
  if (words.length === 0) return { found: [], complete: true }
  const own = reader.readsEverything ? [] : await closedToOthers(tx, orgId, reader)
  const { rows } = await tx.execute<{ id: string; score: number; texts: number }>(sql`
    select subject_id as id, max(score) as score, sum(count(*)) over ()::int as texts
    from find_text(${sql.param(words)}, ${reader.readsEverything}, ${reader.readsDrafts}, ${sql.param(own)}::uuid[],
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

/** A passage of the text around the first hit, with the hit between the two marks. */
export async function snippets(tx: Transaction, orgId: string, reader: Reader, documentIds: string[], words: string) {
  const expression = searchExpression(words)
  if (documentIds.length === 0 || expression === '') return new Map<string, string>()
  const scope = reader.readsDrafts ? sql`` : sql`and in_effect`
  const found = await tx.execute<{ id: string; snippet: string }>(sql`
    select distinct on (subject_id) subject_id as id,
      ts_headline('english', left(body, 20000), to_tsquery('english', ${expression}),
        'StartSel=\u0002, StopSel=\u0003, MaxFragments=1, MaxWords=24, MinWords=10') as snippet
    from search_texts where org_id = ${orgId} ${scope} and subject_type = 'document' and subject_id in ${documentIds}
      and words @@ (to_tsquery('english', ${expression}) || to_tsquery('simple', ${expression}))
    order by subject_id, in_effect desc`)
  return new Map(found.rows.map((row) => [row.id, row.snippet]))
}
