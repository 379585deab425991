import { useEffect, useState } from 'react'

const PAUSE_MS = 120

export interface Found<T> {
  /** The last answer there was, and to which address. */
  answer: T | null
  at: string | null
  failed: boolean
}

/**
 * What an address answers while somebody types, asked for after a pause; nothing for null. Asked for beside the router: a
 * search that fails is a line where it was asked, not the end of the page around it.
 */
export function useFound<T>(address: string | null): Found<T> {
  const [found, setFound] = useState<Found<T>>({ answer: null, at: null, failed: false })
  useEffect(() => {
    if (address === null) return setFound({ answer: null, at: null, failed: false })
    const stop = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(address, { signal: stop.signal })
        if (!response.ok || response.redirected) throw new Error(`The search answered ${response.status}.`)
        const answer: T = await response.json()
        if (!stop.signal.aborted) setFound({ answer, at: address, failed: false })
      } catch {
        if (!stop.signal.aborted) setFound({ answer: null, at: address, failed: true })
      }
    }
    const timer = setTimeout(ask, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [address])
  return found
}
