import { Link, useNavigate } from '@remix-run/react'
import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Account } from '#app/lib/confirmation.server.ts'
import { countOf, firstName } from '#app/lib/format.ts'
import type { FieldErrors, TypedText } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import { pendingOf } from '#app/lib/round-view.ts'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { paths, type SignoffQuestion } from '#domain/paths.ts'
import { listOf } from '#domain/words.ts'
import { Button } from '../ui/button.tsx'
import { ApproveDialog, RejectDialog, type SignatureStatement } from './decision-dialog.tsx'
import { DelegateDialog } from './delegate-dialog.tsx'
import { AFTER_REFUSAL, PURPOSE_QUESTIONS } from './purpose-words.tsx'

export interface DecisionBarProps {
  page: SignoffPage
  /** The question that is open: by the address, or because the answer to it had a fault. */
  ask: SignoffQuestion | null
  /** Of whom the step asks a fresh sign-in; null where it asks for none. */
  account: Account | null
  /** Who may be asked instead; null while nobody wants to. */
  offer: PeopleOffer | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** The one decision, always in reach. Its buttons are links to the question, so they work without scripts too. */
export function DecisionBar({ page, account, ask, offer, errors, typed }: DecisionBarProps) {
  const [open, setOpen] = useState<SignoffQuestion | null>(ask)
  useEffect(() => setOpen(ask), [ask])
  const here = paths.sign(page.org, page.signoff.id)
  const to = (question: SignoffQuestion) => `${paths.sign(page.org, page.signoff.id, question)}#decide`
  const navigate = useNavigate()
  // A field inside takes the focus before the dialog could note who had it.
  const opener = useRef<HTMLElement | null>(null)
  const close = () => {
    setOpen(null)
    // Who may be asked was read for this address; the next time it is read anew.
    if (open === 'delegate') navigate(here, { replace: true, preventScrollReset: true })
    opener.current?.focus()
  }
  const link = (question: SignoffQuestion) => ({
    as: Link,
    to: to(question),
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      event.preventDefault()
      opener.current = event.currentTarget
      setOpen(question)
    },
  })
  const dialog = (question: SignoffQuestion) => ({
    account,
    cancel: here,
    errors: question === ask ? errors : undefined,
    typed: question === ask ? typed : undefined,
    onClose: close,
  })
  return (
    <>
      <section className="sign-bar" aria-label="Decision">
        <div className="wrap">
          <span className="mean">{outlook(page)}</span>
          {page.signoff.onBehalfOf === null ? (
            <Button as={Link} to={to('delegate')} kind="ghost" className="last" preventScrollReset>
              Delegate…
            </Button>
          ) : null}
          <Button {...link('reject')} kind="danger">
            Reject…
          </Button>
          <Button {...link('approve')} kind="primary" icon={Check}>
            {PURPOSE_QUESTIONS[page.round.purpose].approve}
          </Button>
        </div>
      </section>
      {open === 'approve' ? (
        <ApproveDialog key={open} signature={signatureOf(page)} {...dialog(open)} />
      ) : open === 'delegate' && offer ? (
        <DelegateDialog key={open} offer={offer} me={page.me.id} {...dialog(open)} />
      ) : open === 'reject' ? (
        <RejectDialog
          key={open}
          version={page.version.name}
          purpose={page.round.purpose}
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

const signatureOf = ({ document, version, me, signoff, round }: SignoffPage): SignatureStatement => ({
  purpose: round.purpose,
  identifier: document.identifier,
  title: document.title,
  version: version.name,
  changeType: version.changeType,
  summary: version.changeSummary,
  hash: version.hash,
  me,
  onBehalfOf: signoff.onBehalfOf,
})

function rejectionInWords({ round, signoff, inEffect, comments }: SignoffPage): string {
  const others = pendingOf(round).filter(({ id }) => id !== signoff.id)
  const names = listOf(others.map(({ signer }) => firstName(signer.name)))
  const released = others.length === 0 ? '' : ` ${names} ${others.length === 1 ? 'is' : 'are'} no longer asked.`
  if (round.purpose !== 'approval') return `This ends the round.${released} ${AFTER_REFUSAL[round.purpose]}`
  const stays = inEffect
    ? ` ${inEffect.startsWith('version') ? `V${inEffect.slice(1)}` : `Version ${inEffect}`} stays in effect.`
    : ''
  const open = comments.threads.filter(({ resolved }) => resolved === null).length
  const pinned =
    open === 0 ? '' : ` With it ${open === 1 ? 'goes' : 'go'} ${countOf(open, 'open comment')} on the text.`
  return `This ends the round.${released} The document goes back to ${firstName(round.submittedBy.name)} as a draft.${pinned}${stays}`
}
