import pg from 'pg'
import type { Logger } from 'pino'
import type { Actor } from '#domain/actor.ts'

/** Something changed in the organization. Ids only: whoever hears of it reads again, with their own rights. */
export interface LiveEvent {
  org: string
  topic: string
  document: string | null
  membership: string | null
}

export interface LiveService {
  /** Hears of changes in the actor's organization until the returned function is called. */
  subscribe(actor: Actor, listener: (event: LiveEvent) => void): () => void
  close(): Promise<void>
}

const CHANNEL = 'accord_live'
const RETRY_MS = { first: 250, most: 10_000 }

/**
 * One listening connection per web process, whatever the number of open pages. It reconnects with growing, jittered
 * delays; after a reconnect every page is told to read again, since what happened in between was not heard.
 */
export function liveService(url: string, log: Logger): LiveService {
  const listeners = new Set<{ actor: Actor; listener: (event: LiveEvent) => void }>()
  let client: pg.Client | null = null
  let closed = false
  let delay = RETRY_MS.first
  let timer: NodeJS.Timeout | undefined

  const tell = (event: LiveEvent) => {
    for (const { actor, listener } of listeners) {
      const foreign = actor.orgId !== event.org
      const notForThem = event.topic === 'notifications' && event.membership !== actor.membershipId
      if (!foreign && !notForThem) listener(event)
    }
  }

  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'accord-live', keepAlive: true })
    next.on('notification', (message) => {
      if (message.payload) tell(JSON.parse(message.payload) as LiveEvent)
    })
    next.on('error', () => lose(next))
    next.on('end', () => lose(next))
    try {
      client = next
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      delay = RETRY_MS.first
      for (const { actor, listener } of listeners)
        listener({ org: actor.orgId, topic: 'reconnected', document: null, membership: null })
    } catch (error) {
      log.warn({ err: error }, 'live updates: PostgreSQL cannot be reached, trying again')
      lose(next)
    }
  }

  const lose = (which: pg.Client) => {
    if (client !== which) return
    client = null
    which.removeAllListeners()
    which.on('error', () => {})
    void which.end().catch(() => {})
    if (closed) return
    timer = setTimeout(() => void connect(), delay * (0.5 + Math.random()))
    delay = Math.min(delay * 2, RETRY_MS.most)
  }

  void connect()
  return {
    subscribe(actor, listener) {
      const entry = { actor, listener }
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      listeners.clear()
      await client?.end().catch(() => {})
    },
  }
}
