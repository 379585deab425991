import { Form, Link } from '@remix-run/react'
import { Signature } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Account } from '#app/lib/confirmation.server.ts'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import { CHANGE_TYPE_LABELS, type ChangeType } from '#domain/documents/status.ts'
import type { SignoffQuestion } from '#domain/paths.ts'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { FreshSignIn } from './fresh-sign-in.tsx'
import { Meaning, PURPOSE_QUESTIONS } from './purpose-words.tsx'

/** All that a signature means: who signs which text of which document, and what is new in it. */
export interface SignatureStatement {
  identifier: string
  title: string
  version: string
  changeType: ChangeType
  purpose: ApprovalType
  /** What changed, in the author's words. */
  summary: string
  hash: string
  me: { name: string; position: string | null }
  /** In whose place they sign; null: in their own. */
  onBehalfOf: string | null
}

export interface DialogProps {
  /** Whose password or passkey is asked for; null where the step asks for no fresh sign-in. */
  account: Account | null

  /** Where the way back leads without scripts. */
  cancel: string
  errors: FieldErrors | undefined
  typed: TypedText | undefined
  onClose: () => void
}

/**
 * Asks for a signature. Wherever somebody signs, they read this statement first and press "Sign" under it: a key or a click
 * elsewhere only opens it.
 */
export function ApproveDialog({ signature, ...dialog }: DialogProps & { signature: SignatureStatement }) {
  const { identifier, title, version, purpose, changeType, summary, hash, me, onBehalfOf } = signature
  return (
    <Question
      {...dialog}
      decision="approve"
      title={`Sign ${PURPOSE_QUESTIONS[purpose].of}${identifier} ${version}`}
      labels={{ comment: 'Comment', password: 'Your password' }}
      answer={
        <StatusButton working="Signing" icon={Signature}>
          Sign
        </StatusButton>
      }
    >
      <p className="strong">{title}</p>
      <p className="fs13 muted whole">
        {CHANGE_TYPE_LABELS[changeType]}: {summary}
      </p>
      <p className="meaning">
        I, {me.name}
        {me.position ? `, ${me.position}` : ''}
        {onBehalfOf ? `, in the place of ${onBehalfOf}` : ''}, have read this version and <Meaning purpose={purpose} />
        <span className="id">{hash}</span>
      </p>
      <TextArea
        name="comment"
        label="Comment"
        hint="optional"
        rows={2}
        defaultValue={typedValue(dialog.typed, 'comment')}
        error={dialog.errors?.comment}
      />
      <FreshSignIn {...dialog} />
    </Question>
  )
}

/** Asks what has to change, or why it is refused. */
export function RejectDialog({
  version,
  purpose,
  author,
  consequences,
  ...dialog
}: DialogProps & { version: string; purpose: ApprovalType; author: string; consequences: string }) {
  const { of, why } = PURPOSE_QUESTIONS[purpose]
  const what = purpose === 'approval' ? `version ${version}` : `${of}${version}`
  return (
    <Question
      {...dialog}
      decision="reject"
      title={`Reject ${what}`}
      labels={{ comment: why, password: 'Your password' }}
      answer={
        <StatusButton working="Rejecting" kind="danger-solid">
          Reject {what}
        </StatusButton>
      }
    >
      <p className="fs13 muted">{consequences}</p>
      <TextArea
        name="comment"
        label={why}
        help={`${author} sees this.`}
        rows={3}
        defaultValue={typedValue(dialog.typed, 'comment')}
        error={dialog.errors?.comment}
      />
      <FreshSignIn {...dialog} />
    </Question>
  )
}

interface QuestionProps extends Omit<DialogProps, 'account'> {
  decision: SignoffQuestion
  title: string
  /** What the fields are called. */
  labels: Record<string, string>
  answer: ReactNode
  children: ReactNode
}

/** What has the focus when a question is opened. */
const FIRST = {
  approve: 'h2',
  reject: 'textarea',
  delegate: 'select, .combo input, input:not([type="hidden"])',
} as const satisfies Record<SignoffQuestion, string>

/** A dialog when scripts run; without them an open `<dialog>` at the end of the page. */
export function Question({ decision, title, labels, answer, cancel, errors, onClose, children }: QuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const refused = errors !== undefined && Object.keys(errors).length > 0
  useEffect(() => {
    const element = dialog.current
    // The form is not closed first: that would send an event of closing although nobody closed it.
    if (!element?.matches(':modal')) {
      element?.removeAttribute('open')
      element?.showModal()
    }
    // What was refused is read first; its summary has the focus.
    if (refused) return
    // A signature begins with its statement: no key that is still held down signs, and no phone covers it with its keyboard.
    element?.querySelector<HTMLElement>(FIRST[decision])?.focus()
  }, [decision, refused])
  return (
    <dialog
      className="dialog decide-dialog"
      id="decide"
      ref={dialog}
      open
      aria-labelledby="decide-title"
      onClose={onClose}
    >
      <Form method="post" noValidate>
        <input type="hidden" name="decision" value={decision} />
        <div className="dialog-head">
          <h2 id="decide-title" tabIndex={-1}>
            {title}
          </h2>
        </div>
        <div className="dialog-body">
          <FormErrorSummary errors={errors} labels={labels} />
          {children}
        </div>
        <div className="dialog-foot">
          <Link
            className={buttonClass()}
            to={cancel}
            onClick={(event) => {
              event.preventDefault()
              dialog.current?.close()
            }}
          >
            Cancel
          </Link>
          {answer}
        </div>
      </Form>
    </dialog>
  )
}
