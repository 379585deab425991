import type { LiveUpdate } from '#domain/live.ts'

const MISSED: LiveUpdate = { topics: 'all', documents: [] }

/**
 * Listens to the events of an address while the page is in sight. A browser keeps six connections to a server that speaks
 * HTTP/1.1, for all its tabs: a seventh tab would wait for one for good. What a hidden page missed it reads on its return.
 * @returns what ends it
 */
export function listen(address: string, onUpdate: (update: LiveUpdate) => void): () => void {
  let source: EventSource | null = null
  const open = () => {
    source = new EventSource(address)
    source.onmessage = ({ data }: MessageEvent<string>) => onUpdate(JSON.parse(data) as LiveUpdate)
  }
  const onVisibility = () => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (source === null) {
      open()
      onUpdate(MISSED)
    }
  }
  if (!document.hidden) open()
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    source?.close()
  }
}
