import { useFetcher } from '@remix-run/react'
import { History } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import { paths } from '#domain/paths.ts'
import { SaveVersionFields } from '../documents/save-version-form.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface Answer {
  errors?: FieldErrors
  typed?: TypedText
  saved?: number
}

/** Freezes the draft as a version without leaving it. The last words are saved first, so that they are in it. */
export function SaveVersion({
  org,
  identifier,
  first,
  isReady,
  save,
}: {
  org: string
  identifier: string
  first: boolean
  isReady: boolean
  /** Saves what is not saved yet; false when it could not be. */
  save: () => Promise<boolean>
}) {
  const fetcher = useFetcher<Answer>()
  const [isOpen, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const { data, state } = fetcher
  useEffect(() => {
    if (state !== 'idle' || data?.saved === undefined) return
    setOpen(false)
    setSaid(`Version ${data.saved} is saved.`)
  }, [state, data])
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    form.set('stay', 'yes')
    if (await save()) fetcher.submit(form, { method: 'post', action: paths.documentVersions(org, identifier) })
    else setSaid('The last words could not be saved, so there is no version of them yet.')
  }
  const errors = isOpen ? data?.errors : undefined
  return (
    <>
      <button
        type="button"
        className="tbtn"
        disabled={!isReady}
        onClick={() => {
          setSaid('')
          setOpen(true)
        }}
      >
        <History className="i" />
        Save version
      </button>
      <span className="ed-said" role="status">
        {said}
      </span>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title="Save the draft as a version"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button kind="primary" type="submit" form="version-form" aria-busy={state !== 'idle' || undefined}>
              Save version
            </Button>
          </>
        }
      >
        {isOpen ? (
          <form id="version-form" className="form" onSubmit={submit} noValidate>
            <SaveVersionFields errors={errors} typed={data?.typed} first={first && data?.saved === undefined} />
          </form>
        ) : null}
      </Dialog>
    </>
  )
}
