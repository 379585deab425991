import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { CommentsView } from '#app/lib/comments.ts'
import type { action, loader } from '#app/routes/documents/comments.tsx'
import { paths } from '#domain/paths.ts'
import { Button, StatusButton } from '../ui/button.tsx'
import { CommentFields } from './comment-fields.tsx'

/** The form for a new comment: beside the text, and on a phone a sheet over it. */
export function CommentSheet({
  comments: { org, identifier, version },
  block,
  quote,
  onClose,
}: {
  comments: CommentsView
  block: number
  quote: string
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { data: paragraph, load } = useFetcher<typeof loader>()
  const here = paths.documentComments(org, identifier, { version, block })
  useEffect(() => load(here), [load, here])
  const fetcher = useFetcher<typeof action>()
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined
  const refused = answer && 'errors' in answer ? answer : null
  const done = answer !== undefined && refused === null
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('textarea')?.focus()
  }, [])
  useEffect(() => {
    if (done) dialog.current?.close()
  }, [done])
  return (
    <dialog className="dialog comment-sheet" ref={dialog} aria-labelledby="comment-title" onClose={onClose}>
      <fetcher.Form method="post" action={paths.documentComments(org, identifier, { version })} noValidate>
        <input type="hidden" name="stay" value="1" />
        <div className="dialog-head">
          <h2 id="comment-title">Comment on this paragraph</h2>
        </div>
        <div className="dialog-body">
          <CommentFields
            block={block}
            quote={quote}
            wording={paragraph?.asked?.wording ?? null}
            errors={refused?.errors}
            typed={refused?.typed}
          />
        </div>
        <div className="dialog-foot">
          <Button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </Button>
          <StatusButton working="Sending" pending={fetcher.state !== 'idle'}>
            Comment
          </StatusButton>
        </div>
      </fetcher.Form>
    </dialog>
  )
}
