import pg from 'pg'
import { backoffMs } from '#domain/backoff.ts'

const RETRY = { firstMs: 500, mostMs: 15_000 }
/** A server that accepts a connection and never answers is given up, and tried again as above. */
const CONNECT_MS = 10_000

export interface Listener {
  close(): Promise<void>
}

export interface Handlers {
  /** Called for each notification on the channel. */
  onNotice: (payload: string) => void
  /** Called when the connection listens: at the start, and after each break, whose notifications are lost. */
  onConnected: () => void
  onLost?: (error: unknown) => void
}

/** Listens to NOTIFY on a connection of its own, which is opened again with growing, jittered delays whenever it is lost. */
export function listen(url: string, channel: string, { onNotice, onConnected, onLost }: Handlers): Listener {
  let current: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let closed = false

  const lose = (client: pg.Client, error: unknown) => {
    if (current !== client) return
    current = null
    client.removeAllListeners()
    // The broken connection may fail once more while it closes; nobody waits for it.
    client.on('error', () => {})
    void client.end().catch(() => {})
    if (closed) return
    onLost?.(error)
    failures += 1
    timer = setTimeout(() => void connect(), backoffMs(failures, RETRY, Math.random()))
  }

  const connect = async () => {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'accord-listen',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    })
    current = client
    client.on('notification', ({ payload }) => onNotice(payload ?? ''))
    client.on('error', (error) => lose(client, error))
    client.on('end', () => lose(client, new Error('the connection ended')))
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      failures = 0
      onConnected()
    } catch (error) {
      lose(client, error)
    }
  }

  void connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      const client = current
      current = null
      client?.removeAllListeners()
      client?.on('error', () => {})
      await client?.end().catch(() => {})
    },
  }
}
