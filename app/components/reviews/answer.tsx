import { Link } from '@remix-run/react'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import type { ReviewPage } from '#app/lib/review-page.server.ts'
import { paths } from '#domain/paths.ts'
import { Note } from '../ui/note.tsx'
import { AnswerForm } from './answer-form.tsx'

interface AnswerProps {
  shown: ReviewPage
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** The form of the answer, for whoever may give it now; to others it says who may, or what it waits for. */
export function Answer({ shown, errors, typed }: AnswerProps) {
  const { org, identifier, version, me, review, asked, open } = shown
  if (!review.may.attest) return <Note tone="info">{shown.owner.name} answers this review. You can read it here.</Note>
  if (open) {
    return (
      <Note tone="info">
        The {open} of this document is being decided, and the answer waits until then.{' '}
        <Link to={paths.documentApproval(org, identifier)}>See who is asked</Link>
      </Note>
    )
  }
  return (
    <AnswerForm
      key={review.dueOn}
      {...{ org, version, me, asked, errors, typed }}
      dueOn={review.dueOn}
      nextDueOn={review.nextDueOn}
      countsFrom={review.countsFrom}
      mayRequestChange={review.may.requestChange}
    />
  )
}
