import type { Transaction } from '#db/client.ts'
import { textHits, textParts } from '#db/queries/search.ts'
import type { Reader } from '#domain/documents/access.ts'
import { type AskedWord, bestPlace, GLANCE, placeWidth } from '#domain/documents/search.ts'
import { BEFORE, passageIn } from '../content/search/passage.ts'

/** What a search shows of a document. */
export interface Passage {
  snippet: string
  /** Whether the words stand in the text, and in which: the one in effect or the working text. */
  found: 'effective' | 'working' | null
}

/** A passage around the words for each of these documents. Of a long text only the passage is read. */
export async function passagesOf(
  tx: Transaction,
  orgId: string,
  reader: Reader,
  documentIds: readonly string[],
  words: readonly AskedWord[],
): Promise<Map<string, Passage>> {
  const read = await textHits(tx, orgId, reader, documentIds, words)
  const shown = read.map(({ hits, ...text }) => {
    const width = placeWidth(text.length)
    const place = bestPlace(hits, Math.ceil(GLANCE / width))
    const from = place === null ? 0 : Math.max(0, (place - 1) * width - 2 * BEFORE)
    return { ...text, found: place !== null, from, length: 4 * BEFORE + 2 * GLANCE + width }
  })
  const parts = await textParts(tx, orgId, shown)
  return new Map(
    shown.map(({ id, inEffect, found, from }) => [
      id,
      {
        snippet: passageIn(parts.get(id) ?? '', words, { begins: from === 0 }),
        found: found ? (inEffect ? 'effective' : 'working') : null,
      },
    ]),
  )
}
