import { useEffect, useState } from 'react'

/** What the search address answers with. */
export interface FoundDocument {
  identifier: string
  title: string
  to: string
}

const PAUSE_MS = 120
const SHORTEST = 2

/**
 * The documents that fit what is being typed. Asked for beside the router: a search that fails is a line in the palette,
 * not the end of the page under it.
 */
export function useFoundDocuments(searchAt: string, words: string): { documents: FoundDocument[]; failed: boolean } {
  const [found, setFound] = useState<{ documents: FoundDocument[]; failed: boolean }>({ documents: [], failed: false })
  const asked = words.trim()
  useEffect(() => {
    if (asked.length < SHORTEST) return setFound({ documents: [], failed: false })
    const stop = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(`${searchAt}?q=${encodeURIComponent(asked)}`, { signal: stop.signal })
        if (!response.ok || response.redirected) throw new Error(`The search answered ${response.status}.`)
        const { documents }: { documents: FoundDocument[] } = await response.json()
        setFound({ documents, failed: false })
      } catch {
        if (!stop.signal.aborted) setFound({ documents: [], failed: true })
      }
    }
    const timer = setTimeout(ask, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [asked, searchAt])
  return found
}
