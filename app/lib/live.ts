import { type ShouldRevalidateFunction, useMatches, useNavigation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import type { LiveTopic, LiveUpdate } from '#domain/live.ts'
import { listen } from './live-stream.ts'
import { concerns, nextDelay } from './live-updates.ts'

/** How long a change stays marked; the styles fade it out in the same time. */
const MARK_MS = 2_000

/** The topics for which the page is being read again at this moment; null while it is read for another reason. */
let reading: LiveUpdate['topics'] | null = null

/** For a route that shows only these topics: a change of something else on the page does not read the route again. */
export const revalidatesFor =
  (topics: readonly LiveTopic[]): ShouldRevalidateFunction =>
  ({ defaultShouldRevalidate, currentUrl, nextUrl, formMethod }) => {
    const isLive = reading !== null && formMethod === undefined && currentUrl.href === nextUrl.href
    if (!isLive || reading === 'all') return defaultShouldRevalidate
    return reading?.some((topic) => topics.includes(topic)) ?? defaultShouldRevalidate
  }

/** Two updates as one. */
const merged = (one: LiveUpdate | null, other: LiveUpdate): LiveUpdate => ({
  topics:
    one?.topics === 'all' || other.topics === 'all' ? 'all' : [...new Set([...(one?.topics ?? []), ...other.topics])],
  documents: [...new Set([...(one?.documents ?? []), ...other.documents])],
})

/**
 * Reads the page again when others changed something that it shows, and marks the rows that changed. It waits while the
 * reader types; while changes keep coming it waits longer each time.
 */
export function useLive(address: string) {
  const { revalidate, state } = useRevalidator()
  const navigation = useNavigation()
  const matches = useMatches()
  // Reading starts anew what is being read: where much happens, a page that is being opened would never come.
  const isReading = state !== 'idle' || navigation.state !== 'idle'
  const pending = useRef<LiveUpdate | null>(null)
  const delay = useRef({ ms: 0, readAt: 0 })
  const [isStale, setStale] = useState(false)

  // What is being opened may have read what it shows before the change: then every change counts.
  const shown = useRef({ matches, isOpening: false })
  shown.current = { matches, isOpening: navigation.state !== 'idle' }

  useEffect(
    () =>
      listen(address, (update) => {
        if (!shown.current.isOpening && !concerns(shown.current.matches, update)) return
        pending.current = merged(pending.current, update)
        setStale(true)
      }),
    [address],
  )

  useEffect(() => {
    if (!isReading) reading = null
    if (!isStale || isReading) return
    let timer: number | undefined
    const read = () => {
      if (isWriting()) {
        document.addEventListener('focusout', later, { once: true })
        return
      }
      const update = pending.current ?? { topics: 'all', documents: [] }
      pending.current = null
      delay.current.readAt = performance.now()
      setStale(false)
      reading = update.topics
      revalidate()
      for (const id of update.documents) mark(id)
    }
    const later = () => {
      const { ms, readAt } = delay.current
      delay.current.ms = nextDelay(ms, performance.now() - readAt)
      timer = window.setTimeout(read, delay.current.ms * (0.75 + Math.random() / 2))
    }
    later()
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('focusout', later)
    }
  }, [isStale, isReading, revalidate])
}

const isWriting = () => {
  const { activeElement } = document
  return (
    activeElement instanceof HTMLElement &&
    activeElement.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]')
  )
}

function mark(id: string) {
  for (const row of document.querySelectorAll(`[data-row="${CSS.escape(id)}"], [data-live="${CSS.escape(id)}"]`)) {
    row.classList.add('is-changed')
    window.setTimeout(() => row.classList.remove('is-changed'), MARK_MS)
  }
}
