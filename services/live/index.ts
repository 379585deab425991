import type { Logger } from 'pino'
import { listen } from '#db/listen.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'

/** Something changed in the organization. Ids only: whoever hears of it reads again, with their own rights. */
export interface LiveEvent {
  org: string
  topic: string
  document: string | null
  membership: string | null
  /** What of the document decides who may know of it without being asked for by name. */
  open: boolean
  inEffect: boolean
}

/** Does a document exist for a reader? */
export type MayRead = (actor: Actor, documentId: string) => Promise<boolean>

export interface LiveService {
  /** Hears of changes in the actor's organization until the returned function is called. */
  subscribe(actor: Actor, listener: (event: LiveEvent) => void): () => void
  close(): Promise<void>
}

const CHANNEL = 'accord_live'
const RECONNECTED = { topic: 'reconnected', document: null, membership: null, open: true, inEffect: true }

/**
 * One listening connection per web process, whatever the number of open pages. After a break every page is told to read
 * again, since what happened in between was not heard.
 * @param mayRead asked where a document is kept from some: whoever may not read it hears nothing of it
 */
export function liveService(url: string, log: Logger, mayRead: MayRead): LiveService {
  const listeners = new Set<{ actor: Actor; listener: (event: LiveEvent) => void }>()

  const isFor = (actor: Actor, event: LiveEvent): boolean | Promise<boolean> => {
    if (actor.orgId !== event.org) return false
    if (event.topic === 'notifications') return event.membership === actor.membershipId
    const { readsEverything, readsDrafts } = readerOf(actor)
    if (event.document === null || readsEverything) return true
    return (event.open && (event.inEffect || readsDrafts)) || mayRead(actor, event.document)
  }

  const tell = async (event: LiveEvent) => {
    await Promise.all(
      [...listeners].map(async (entry) => {
        // Asking takes a moment, in which the page may have gone.
        if ((await isFor(entry.actor, event)) && listeners.has(entry)) entry.listener(event)
      }),
    )
  }
  // One after the other, so that everybody hears them in their order.
  let told = Promise.resolve()
  const tellInOrder = (event: LiveEvent) => {
    told = told.then(() => tell(event)).catch((error) => log.warn({ err: error }, 'live updates: an event was lost'))
  }

  const connection = listen(url, CHANNEL, {
    onNotice: (payload) => tellInOrder(JSON.parse(payload) as LiveEvent),
    onConnected: () => {
      for (const { actor, listener } of listeners) listener({ ...RECONNECTED, org: actor.orgId })
    },
    onLost: (error) => log.warn({ err: error }, 'live updates: PostgreSQL cannot be reached, trying again'),
  })

  return {
    subscribe(actor, listener) {
      const entry = { actor, listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    async close() {
      listeners.clear()
      await connection.close()
    },
  }
}
