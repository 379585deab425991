import { listen } from '#db/listen.ts'
import type { LiveTopic } from '#domain/live.ts'
import { isRevocation, parseNotice } from '#services/live/events.ts'

/** Resolves when something of that kind has happened to a document. Ask before it can happen. */
export type Happenings = (topic: LiveTopic, documentId: string) => Promise<void>

const PATIENCE_MS = 60_000

/** Listens to what the database announces to web processes, so that a measurement need not ask again and again. */
export async function happenings(url: string): Promise<{ happened: Happenings; close(): Promise<void> }> {
  const waiting = new Map<string, () => void>()
  const connection = await new Promise<ReturnType<typeof listen>>((connected) => {
    const listener = listen(url, 'accord_live', {
      onNotice: (payload) => {
        const notice = parseNotice(payload)
        if (!isRevocation(notice)) waiting.get(`${notice.topic} ${notice.document}`)?.()
      },
      onConnected: () => connected(listener),
    })
  })
  const happened: Happenings = (topic, documentId) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${topic} of ${documentId}`)), PATIENCE_MS)
      waiting.set(`${topic} ${documentId}`, () => {
        clearTimeout(late)
        waiting.delete(`${topic} ${documentId}`)
        resolve()
      })
    })
  return { happened, close: () => connection.close() }
}
