import { and, asc, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documents } from '#db/schema/index.ts'
import type { Reader } from '#domain/documents/access.ts'

/** A document that fits the words of a search, and how well. Whether the reader may see it is decided where it is listed. */
export interface Hit {
  documentId: string
  score: number
}

/** No search weighs more texts than this, see find_text in db/security.sql. */
export const SEARCH_LIMIT = 500

/** As much of an identifier as may have been typed: its prefix, and further parts after it. */
const IDENTIFIER = /^[a-z]{3}-([a-z]{1,4}(-\d*)?)?$/i

/** Prefix search: every word must begin a word of the text; the last may still be being typed. */
export function searchExpression(words: string): string {
  return words
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter((word) => word.length > 0)
    .slice(0, 12)
    .map((word) => `'${word}':*`)
    .join(' & ')
}

/**
 * Documents whose identifier begins so, whose text holds the words, or whose title is like them. Drafts only for those
 * who read drafts.
 */
export async function findTexts(tx: Transaction, orgId: string, reader: Reader, words: string): Promise<Hit[]> {
  const identified = IDENTIFIER.test(words.trim()) ? await findIdentifiers(tx, orgId, words.trim()) : []
  if (identified.length > 0) return identified
  const expression = searchExpression(words)
  if (expression === '') return []
  const { rows } = await tx.execute<{ document_id: string; score: number }>(
    sql`select document_id, max(score) as score from find_text(${expression}, ${words}, ${reader.readsDrafts}) group by 1`,
  )
  return rows.map(({ document_id, score }) => ({ documentId: document_id, score }))
}

async function findIdentifiers(tx: Transaction, orgId: string, typed: string): Promise<Hit[]> {
  const first = typed.toUpperCase()
  const rows = await tx
    .select({ documentId: documents.id })
    .from(documents)
    // From the first that begins so to the last that could: U+FFFF comes after every character.
    .where(and(eq(documents.orgId, orgId), sql`${documents.identifier} between ${first} and ${`${first}\uffff`}`))
    .orderBy(asc(documents.identifier))
    .limit(SEARCH_LIMIT)
  return rows.map(({ documentId }, place) => ({ documentId, score: 1 - place / SEARCH_LIMIT }))
}

/** A passage of the text around the first hit, with the hit between the two marks. */
export async function snippets(tx: Transaction, orgId: string, reader: Reader, documentIds: string[], words: string) {
  const expression = searchExpression(words)
  if (documentIds.length === 0 || expression === '') return new Map<string, string>()
  const scope = reader.readsDrafts ? sql`` : sql`and in_effect`
  const found = await tx.execute<{ document_id: string; snippet: string }>(sql`
    select distinct on (document_id) document_id,
      ts_headline('english', left(body, 20000), to_tsquery('english', ${expression}),
        'StartSel=\u0002, StopSel=\u0003, MaxFragments=1, MaxWords=24, MinWords=10') as snippet
    from document_search where org_id = ${orgId} ${scope} and document_id in ${documentIds}
      and words @@ (to_tsquery('english', ${expression}) || to_tsquery('simple', ${expression}))
    order by document_id, in_effect desc`)
  return new Map(found.rows.map((row) => [row.document_id, row.snippet]))
}
