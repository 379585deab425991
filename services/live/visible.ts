import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import type { LiveTopic, LiveUpdate } from '#domain/live.ts'
import type { LiveEvent } from './events.ts'

/** Which of these documents exist for a reader. */
export type ReadableDocuments = (actor: Actor, documentIds: string[]) => Promise<ReadonlySet<string>>

/** More documents than this are not named one by one: the page reads everything again anyway. */
const MOST_NAMED = 50

/**
 * What a reader may learn of a batch of changes; null when nothing in it is for them. The database is asked only about
 * documents that are kept from some readers.
 */
export async function visibleUpdate(
  actor: Actor,
  events: readonly LiveEvent[],
  readable: ReadableDocuments,
): Promise<LiveUpdate | null> {
  const { readsEverything, readsDrafts } = readerOf(actor)
  const isForAll = ({ document, open, inEffect }: LiveEvent) =>
    document === null || readsEverything || (open && (inEffect || readsDrafts))

  const addressed = events.filter(
    ({ memberships }) =>
      memberships === null || (actor.membershipId !== null && memberships.includes(actor.membershipId)),
  )
  const closed = new Set(
    addressed.flatMap((event) => (event.document === null || isForAll(event) ? [] : [event.document])),
  )
  const allowed = closed.size > 0 ? await readable(actor, [...closed]) : closed
  const visible = addressed.filter(
    (event) => isForAll(event) || (event.document !== null && allowed.has(event.document)),
  )
  if (visible.length === 0) return null
  const topics = [...new Set<LiveTopic>(visible.map(({ topic }) => topic))]
  const documents = [...new Set(visible.flatMap(({ document }) => document ?? []))]
  return { topics, documents: documents.length > MOST_NAMED ? [] : documents }
}
