import { Link } from '@remix-run/react'
import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { firstName, listOf } from '#app/lib/format.ts'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import { pendingOf } from '#app/lib/round-view.ts'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { paths } from '#domain/paths.ts'
import { Button } from '../ui/button.tsx'
import { ApproveDialog, RejectDialog, type SignatureStatement } from './decision-dialog.tsx'

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
  const dialog = (question: Ask) => ({
    cancel: paths.sign(page.org, page.signoff.id),
    errors: question === ask ? errors : undefined,
    typed: question === ask ? typed : undefined,
    onClose: close,
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
      {open === 'approve' ? (
        <ApproveDialog key={open} signature={signatureOf(page)} {...dialog(open)} />
      ) : open === 'reject' ? (
        <RejectDialog
          key={open}
          version={page.version.name}
          author={firstName(page.round.submittedBy.name)}
          consequences={rejectionInWords(page)}
          {...dialog(open)}
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

const signatureOf = ({ document, version, me }: SignoffPage): SignatureStatement => ({
  identifier: document.identifier,
  title: document.title,
  version: version.name,
  changeType: version.changeType,
  summary: version.changeSummary,
  hash: version.hash,
  me,
})

function rejectionInWords({ round, signoff, inEffect }: SignoffPage): string {
  const others = pendingOf(round).filter(({ id }) => id !== signoff.id)
  const names = listOf(others.map(({ signer }) => firstName(signer.name)))
  const released = others.length === 0 ? '' : ` ${names} ${others.length === 1 ? 'is' : 'are'} no longer asked.`
  const stays = inEffect
    ? ` ${inEffect.startsWith('version') ? `V${inEffect.slice(1)}` : `Version ${inEffect}`} stays in effect.`
    : ''
  return `This ends the round.${released} The document goes back to ${firstName(round.submittedBy.name)} as a draft.${stays}`
}
