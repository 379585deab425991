import { Form, Link } from '@remix-run/react'
import { Check, Signature } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { firstName, listOf } from '#app/lib/format.ts'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { pendingOf } from '#app/lib/round-view.ts'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { paths } from '#domain/paths.ts'
import { Button, buttonClass, StatusButton } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

type Ask = 'approve' | 'reject'

export interface DecisionBarProps {
  page: SignoffPage
  /** The question that is open: by the address, or because the answer to it had a fault. */
  ask: Ask | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** The one decision, always in reach. Its buttons are links to the question, so they work without scripts too. */
export function DecisionBar({ page, ask, errors, typed }: DecisionBarProps) {
  const [open, setOpen] = useState<Ask | null>(ask)
  useEffect(() => setOpen(ask), [ask])
  const to = (question: Ask) => `${paths.sign(page.org, page.signoff.id)}?decide=${question}#decide`
  // A field inside takes the focus before the dialog could note who had it.
  const opener = useRef<HTMLElement | null>(null)
  const close = () => {
    setOpen(null)
    opener.current?.focus()
  }
  const link = (question: Ask) => ({
    as: Link,
    to: to(question),
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      event.preventDefault()
      opener.current = event.currentTarget
      setOpen(question)
    },
  })
  return (
    <>
      <section className="sign-bar" aria-label="Decision">
        <div className="wrap">
          <span className="mean">{outlook(page)}</span>
          <Button {...link('reject')} kind="danger">
            Reject…
          </Button>
          <Button {...link('approve')} kind="primary" icon={Check}>
            Approve
          </Button>
        </div>
      </section>
      {open ? (
        <Question
          key={open}
          question={open}
          page={page}
          errors={open === ask ? errors : undefined}
          typed={open === ask ? typed : undefined}
          onClose={close}
        />
      ) : null}
    </>
  )
}

/** What a signature leads to. */
function outlook({ round, signoff }: SignoffPage): string {
  const others = pendingOf(round).filter(({ id }) => id !== signoff.id)
  const names = listOf(others.map(({ signer }) => firstName(signer.name)))
  return others.length === 0
    ? 'Yours is the last signature of this step.'
    : `${names} ${others.length === 1 ? 'signs' : 'sign'} too.`
}

type QuestionProps = Omit<DecisionBarProps, 'ask'> & { question: Ask; onClose: () => void }

/** A dialog when scripts run; without them an open `<dialog>` at the end of the page. */
function Question({ question, page, errors, typed, onClose }: QuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    // The form is not closed first: that would send an event of closing although nobody closed it.
    element?.removeAttribute('open')
    element?.showModal()
  }, [])
  const { version } = page
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
        <input type="hidden" name="decision" value={question} />
        <div className="dialog-head">
          <h2 id="decide-title">
            {question === 'approve' ? 'Sign' : 'Reject'} version {version.name}
          </h2>
        </div>
        <div className="dialog-body">
          <FormErrorSummary
            errors={errors}
            labels={{ comment: question === 'approve' ? 'Comment' : 'What has to change' }}
          />
          {question === 'approve' ? <Meaning page={page} /> : <p className="fs13 muted">{rejectionInWords(page)}</p>}
          <TextArea
            name="comment"
            label={question === 'approve' ? 'Comment' : 'What has to change'}
            hint={question === 'approve' ? 'optional' : undefined}
            help={question === 'approve' ? undefined : `${firstName(page.round.submittedBy.name)} sees this.`}
            rows={question === 'approve' ? 2 : 3}
            defaultValue={typedValue(typed, 'comment')}
            error={errors?.comment}
            autoFocus={question === 'reject'}
          />
        </div>
        <div className="dialog-foot">
          <Link
            className={buttonClass()}
            to={paths.sign(page.org, page.signoff.id)}
            onClick={(event) => {
              event.preventDefault()
              dialog.current?.close()
            }}
          >
            Cancel
          </Link>
          {question === 'approve' ? (
            <StatusButton working="Signing" icon={Signature} autoFocus>
              Sign
            </StatusButton>
          ) : (
            <StatusButton working="Rejecting" kind="danger-solid">
              Reject version {version.name}
            </StatusButton>
          )}
        </div>
      </Form>
    </dialog>
  )
}

function Meaning({ page: { me, version } }: { page: SignoffPage }) {
  return (
    <p className="meaning">
      I, {me.name}
      {me.position ? `, ${me.position}` : ''}, have read this version and <b className="medium">approve</b> it.
      <span className="id">{version.hash}</span>
    </p>
  )
}

function rejectionInWords({ round, signoff, before }: SignoffPage): string {
  const others = pendingOf(round).filter(({ id }) => id !== signoff.id)
  const names = listOf(others.map(({ signer }) => firstName(signer.name)))
  const released = others.length === 0 ? '' : ` ${names} ${others.length === 1 ? 'is' : 'are'} no longer asked.`
  const stays = before
    ? ` ${before.startsWith('version') ? `V${before.slice(1)}` : `Version ${before}`} stays in effect.`
    : ''
  return `This ends the round.${released} The document goes back to ${firstName(round.submittedBy.name)} as a draft.${stays}`
}
