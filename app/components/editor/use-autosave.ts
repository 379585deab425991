import { useCallback, useEffect, useRef, useState } from 'react'
import type { Variable } from '#domain/documents/variables.ts'

/** After this long without a key the text is saved; well below the two seconds that are promised. */
const PAUSE_MS = 1_000
const RETRY_MS = 5_000

export interface DraftText {
  html: string
  variables: Variable[]
}

export type SaveState =
  | { is: 'saved'; at: string | null }
  | { is: 'unsaved' }
  | { is: 'saving' }
  | { is: 'failed'; sentence: string }
  | { is: 'conflict'; changedBy: string; changedAt: string }

/** What the address of the draft answers with. */
export type SaveAnswer =
  | { saved: true; revision: number; at: string }
  | { saved: false; conflict: { changedBy: string; changedAt: string } }
  | { saved: false; sentence: string }

/**
 * Saves the text after a pause, one request at a time, each naming the revision it was written on. A stale tab is told,
 * saves no more, and loses nothing.
 */
export function useAutosave(address: string, firstRevision: number) {
  const [state, setState] = useState<SaveState>({ is: 'saved', at: null })
  const revision = useRef(firstRevision)
  const waiting = useRef<DraftText | null>(null)
  const busy = useRef(false)
  const stopped = useRef(false)
  const timer = useRef<number>()

  const save = useCallback(async () => {
    const text = waiting.current
    if (text === null || busy.current || stopped.current) return
    busy.current = true
    waiting.current = null
    setState({ is: 'saving' })
    const answer = await send(address, { ...text, revision: revision.current })
    busy.current = false
    if (answer.saved) {
      revision.current = answer.revision
      setState(waiting.current ? { is: 'unsaved' } : { is: 'saved', at: answer.at })
      if (waiting.current) void save()
    } else if ('conflict' in answer) {
      stopped.current = true
      setState({ is: 'conflict', ...answer.conflict })
    } else {
      waiting.current ??= text
      setState({ is: 'failed', sentence: answer.sentence })
      timer.current = window.setTimeout(save, RETRY_MS)
    }
  }, [address])

  const change = useCallback(
    (text: DraftText) => {
      waiting.current = text
      if (stopped.current) return
      setState((old) => (old.is === 'failed' ? old : { is: 'unsaved' }))
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(save, PAUSE_MS)
    },
    [save],
  )

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current !== null || busy.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      window.clearTimeout(timer.current)
      // Leaving the page by a link must not lose the last words.
      void save()
    }
  }, [save])

  const letGo = useCallback(() => {
    waiting.current = null
  }, [])
  return { state, change, letGo }
}

async function send(address: string, body: object): Promise<SaveAnswer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: JSON.stringify(body).length < 60_000,
    })
    const isAnswer = response.headers.get('Content-Type')?.startsWith('application/json') && !response.redirected
    if (isAnswer) return (await response.json()) as SaveAnswer
    return {
      saved: false,
      sentence: 'Not saved: you are signed out. Sign in in another tab; this one saves by itself then.',
    }
  } catch {
    return {
      saved: false,
      sentence: 'Not saved: no connection. The text is kept in this tab and saved when it is back.',
    }
  }
}
