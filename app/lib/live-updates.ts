import type { LiveUpdate } from '#domain/live.ts'
import type { RouteHandle } from './route-handle.ts'

/** Several changes of one action arrive one by one; one reading is enough for them. */
const FIRST_DELAY_MS = 150
/** While changes keep coming, a page is read again this rarely: a thousand open pages must not keep the server busy. */
const LONGEST_DELAY_MS = 30_000

/**
 * How long to wait before the page is read again. The delay doubles while the page is read again and again, and begins
 * anew after a time without changes.
 * @param previousMs the delay before the last reading
 * @param sinceReadMs time since the last reading
 */
export function nextDelay(previousMs: number, sinceReadMs: number): number {
  const isCalm = previousMs === 0 || sinceReadMs > 4 * Math.max(previousMs, 2_000)
  return isCalm ? FIRST_DELAY_MS : Math.min(Math.max(previousMs * 2, FIRST_DELAY_MS), LONGEST_DELAY_MS)
}

interface Match {
  handle?: unknown
  data?: unknown
}

/** Does an update concern one of the routes that the page is made of? */
export const concerns = (matches: readonly Match[], update: LiveUpdate): boolean =>
  matches.some(({ handle, data }) => {
    const { topics = [], ofDocument } = (handle ?? {}) as RouteHandle
    if (update.topics !== 'all' && !update.topics.some((topic) => topics.includes(topic))) return false
    const id = ofDocument ? documentIdOf(data) : null
    return id === null || update.documents.length === 0 || update.documents.includes(id)
  })

function documentIdOf(data: unknown): string | null {
  const document = typeof data === 'object' && data !== null && 'document' in data ? data.document : null
  return typeof document === 'object' && document !== null && 'id' in document ? String(document.id) : null
}
