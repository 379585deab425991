import { Check, CircleAlert, LoaderCircle, Pencil } from 'lucide-react'
import { Time } from '../ui/time.tsx'
import type { SaveState } from './use-autosave.ts'

/** Whether the text is safe, in a word. */
export function SaveLabel({ state }: { state: SaveState }) {
  return (
    <span className="saved" role="status">
      <Words state={state} />
    </span>
  )
}

function Words({ state }: { state: SaveState }) {
  switch (state.is) {
    case 'saved':
      return (
        <>
          <Check className="i i-sm" />
          <span>
            {state.at ? (
              <>
                Saved <Time at={state.at} style="clock" />
              </>
            ) : (
              'Saved'
            )}
          </span>
        </>
      )
    case 'unsaved':
      return (
        <>
          <Pencil className="i i-sm" />
          <span>Not saved yet</span>
        </>
      )
    case 'saving':
      return (
        <>
          <LoaderCircle className="i i-sm" />
          <span>Saving</span>
        </>
      )
    case 'failed':
    case 'conflict':
      return (
        <>
          <CircleAlert className="i i-sm late" />
          <span className="late">Not saved</span>
        </>
      )
  }
}
