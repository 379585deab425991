import { useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Time } from '../ui/time.tsx'
import type { DraftText, SaveState } from './use-autosave.ts'

/** A tab with an old revision shows who wrote and when, and loses nothing: take theirs, or keep mine as a document of its own. */
export function ConflictNote({
  state,
  org,
  identifier,
  text,
  onLeave,
}: {
  state: SaveState
  org: string
  identifier: string
  text: () => DraftText
  onLeave: () => void
}) {
  const [copying, setCopying] = useState<'no' | 'yes' | 'failed'>('no')
  const navigate = useNavigate()
  if (state.is === 'failed') {
    return (
      <div className="ed-note">
        <Note tone="danger">{state.sentence}</Note>
      </div>
    )
  }
  if (state.is !== 'conflict') return null

  const keepCopy = async () => {
    if (copying === 'yes') return
    setCopying('yes')
    const copiedTo = await sendCopy(paths.documentDraft(org, identifier), text())
    if (copiedTo === null) return setCopying('failed')
    onLeave()
    navigate(paths.documentEdit(org, copiedTo))
  }
  const reload = () => {
    onLeave()
    window.location.reload()
  }
  return (
    <div className="ed-note">
      <Note
        tone="warning"
        actions={
          <>
            <Button size="small" onClick={reload}>
              Reload
            </Button>
            <Button size="small" onClick={keepCopy} aria-busy={copying === 'yes' || undefined}>
              Keep mine as a copy
            </Button>
          </>
        }
      >
        {state.changedBy} changed this draft at <Time at={state.changedAt} style="clock" />. Yours is not saved any
        more: reload, or keep yours as a copy.
        {copying === 'failed' ? ' The copy could not be made; your text is still here.' : ''}
      </Note>
    </div>
  )
}

/** The identifier of the copy; null when it could not be made. */
async function sendCopy(address: string, text: DraftText): Promise<string | null> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...text, copy: true }),
    })
    const answer: { copiedTo?: string } = await response.json()
    return answer.copiedTo ?? null
  } catch {
    return null
  }
}
