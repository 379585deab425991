import { pino } from 'pino'
import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import { type LiveEvent, liveService } from '#services/live/index.ts'

/** Resolves when something of that kind has happened to a document. Ask before it can happen. */
export type Happenings = (topic: LiveEvent['topic'], documentId: string) => Promise<void>

const PATIENCE_MS = 60_000

/** Hears what open pages hear, so that a measurement need not ask again and again whether it has come true. */
export async function happenings(
  url: string,
  actor: Actor,
  { documents }: Services,
): Promise<{ heard: Happenings; close(): Promise<void> }> {
  const live = liveService(url, pino({ level: 'silent' }), documents.exists)
  const waiting = new Map<string, () => void>()
  await new Promise<void>((connected) => {
    live.subscribe(actor, ({ topic, document }) => {
      if (topic === 'reconnected') connected()
      waiting.get(`${topic} ${document}`)?.()
    })
  })
  const heard: Happenings = (topic, documentId) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${topic} of ${documentId}`)), PATIENCE_MS)
      waiting.set(`${topic} ${documentId}`, () => {
        clearTimeout(late)
        waiting.delete(`${topic} ${documentId}`)
        resolve()
      })
    })
  return { heard, close: () => live.close() }
}
