import { useBlocker } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { SaveAnswer } from '#app/lib/save-answer.ts'
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

/**
 * Saves the text after a pause, one request at a time, each naming the revision it was written on. A tab with an old
 * revision shows the conflict, saves no more, and loses nothing.
 */
export function useAutosave(address: string, firstRevision: number) {
  const [state, setState] = useState<SaveState>({ is: 'saved', at: null })
  const revision = useRef(firstRevision)
  const waiting = useRef<DraftText | null>(null)
  const running = useRef<Promise<void> | null>(null)
  const stopped = useRef(false)
  const timer = useRef<number>()

  const save = useCallback((): Promise<void> => {
    const saveAll = async () => {
      while (waiting.current !== null && !stopped.current) {
        const text = waiting.current
        waiting.current = null
        setState({ is: 'saving' })
        const answer = await send(address, { ...text, revision: revision.current })
        if (answer.saved) {
          revision.current = answer.revision
          setState(waiting.current ? { is: 'unsaved' } : { is: 'saved', at: answer.at })
          continue
        }
        // Not safe yet, so whoever leaves now is asked first.
        waiting.current ??= text
        if ('conflict' in answer) {
          stopped.current = true
          setState({ is: 'conflict', ...answer.conflict })
        } else {
          setState({ is: 'failed', sentence: answer.sentence })
          timer.current = window.setTimeout(save, RETRY_MS)
        }
        return
      }
    }
    running.current ??= saveAll().finally(() => {
      running.current = null
    })
    return running.current
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

  const isUnsafe = useCallback(() => waiting.current !== null || running.current !== null, [])
  useLeaving(isUnsafe, save)
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const letGo = useCallback(() => {
    waiting.current = null
  }, [])
  /** Saves now what is not saved yet. False: it could not be. */
  const flush = useCallback(async () => {
    await save()
    return !isUnsafe()
  }, [save, isUnsafe])
  return { state, change, letGo, flush }
}

/** Whoever leaves takes the last words along: the next page is read once they are saved. Where they cannot be, it asks. */
function useLeaving(isUnsafe: () => boolean, save: () => Promise<void>) {
  const blocker = useBlocker(isUnsafe)
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    void save().then(() => {
      const goes = !isUnsafe() || window.confirm('Your last changes are not saved. Leave without them?')
      if (goes) blocker.proceed()
      else blocker.reset()
    })
  }, [blocker, isUnsafe, save])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isUnsafe()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnsafe])
}

const GONE = 'Not saved: the document is not there any more, or not yours to edit. Copy your text before you leave.'

const isSaveAnswer = (answer: unknown): answer is SaveAnswer =>
  typeof answer === 'object' && answer !== null && 'saved' in answer

async function send(address: string, body: object): Promise<SaveAnswer> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: JSON.stringify(body).length < 60_000,
    })
    const isAnswer = response.headers.get('Content-Type')?.startsWith('application/json') && !response.redirected
    const answer: unknown = isAnswer ? await response.json() : null
    if (answer !== null) return isSaveAnswer(answer) ? answer : { saved: false, sentence: GONE }
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
