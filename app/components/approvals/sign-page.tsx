import { Link } from '@remix-run/react'
import { AlarmClock, CalendarClock, FileDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { firstName } from '#app/lib/format.ts'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { CHANGE_TYPE_LABELS } from '#domain/documents/status.ts'
import { paths } from '#domain/paths.ts'
import { changesInWords } from '../documents/redline.tsx'
import { Logo } from '../ui/logo.tsx'
import { Note } from '../ui/note.tsx'
import { Avatar, Signer } from '../ui/person.tsx'
import { StatusChip } from '../ui/status.tsx'
import { ThemeToggle } from '../ui/theme-toggle.tsx'
import { Time, useDue } from '../ui/time.tsx'
import { EndWords } from './round-card.tsx'
import { hasComments, RoundComments } from './round-comments.tsx'
import { SignoffWords } from './round-stepper.tsx'
import { Signed } from './signed.tsx'

/** The approver's page: from a mail, on a phone, done in a minute. No rail, one decision. */
export function SignPage({ page, bar, children }: { page: SignoffPage; bar: ReactNode; children: ReactNode }) {
  const { org, document, version, signoff, submittedBy } = page
  return (
    <div className="shell-solo sign-shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <SignTop page={page} />
      <main id="main">
        <div className="wrap">
          <div className="lead">
            <p className="row">
              <Link className="id id-lg" to={paths.document(org, document.identifier)}>
                {document.identifier}
              </Link>
              <StatusChip state={document.status} />
            </p>
            <h1>{document.title}</h1>
            <p className="by">
              Version {version.name}, {CHANGE_TYPE_LABELS[version.changeType].toLowerCase()}, by {submittedBy}
              {signoff.status === 'pending' ? <DecideBy at={signoff.dueAt} /> : null}
            </p>
          </div>
          <Purpose page={page} />
          <Signed page={page} />
          <div className="sign-grid">
            <div className="sign-main">
              <InPlaceOf page={page} />
              <SentBack page={page} />
              <WhatChanged page={page} />
              {children}
              <Said page={page} />
            </div>
            <Side page={page} />
          </div>
        </div>
      </main>
      {bar}
    </div>
  )
}

/** By when; past its date it says so, in red. */
function DecideBy({ at }: { at: string | null }) {
  const due = useDue(at)
  if (!due || at === null) return null
  return (
    <span className={due.tone === 'late' ? 'tag late' : 'tag'}>
      {due.tone === 'late' ? <AlarmClock className="i i-sm" /> : <CalendarClock className="i i-sm" />}
      {due.tone === 'late' ? `${due.words}, was due ` : 'Decide by '}
      <Time at={at} style="date" />
    </span>
  )
}

function SignTop({ page: { org, me } }: { page: SignoffPage }) {
  return (
    <header className="sign-top">
      <Link className="row brand" to={paths.inbox(org)}>
        <Logo />
        Inbox
      </Link>
      <span className="who">
        <Avatar name={me.name} position={me.position} />
        <span className="nm">{me.name}</span>
        <ThemeToggle />
      </span>
    </header>
  )
}

/** What is decided, where it is not the text itself. */
function Purpose({ page: { round, signoff } }: { page: SignoffPage }) {
  if (round.purpose === 'approval' || signoff.status !== 'pending') return null
  const { effectiveDate } = round.publication
  return (
    <Note tone="info">
      <b className="medium">{PURPOSES[round.purpose].asks}.</b> {PURPOSES[round.purpose].leadsTo}
      {effectiveDate ? (
        <>
          {' '}
          It takes effect on <Time at={effectiveDate} style="date" />.
        </>
      ) : null}
    </Note>
  )
}

/** For whom the reader decides, and why they were asked. */
function InPlaceOf({ page: { signoff } }: { page: SignoffPage }) {
  if (signoff.onBehalfOf === null || signoff.status !== 'pending') return null
  return (
    <Note>
      <b className="medium">{signoff.onBehalfOf}</b> was asked to sign this, and it is decided here in their place: “
      {signoff.delegationReason}”
    </Note>
  )
}

/** What changed in a few lines, each leading into the redline. */
function WhatChanged({ page: { version, redline, base, bases } }: { page: SignoffPage }) {
  const lines = [version.changeSummary, ...(redline?.summary ?? [])].filter(Boolean).slice(0, 4)
  return (
    <section className="card" aria-labelledby="what">
      <div className="card-head">
        <h2 id="what">What changed</h2>
        <span className="muted fs13 end">
          {redline && base
            ? `${changesInWords(redline)} ${base.words}: ${base.name}`
            : bases.length === 0
              ? 'The first version'
              : 'The whole text is below'}
        </span>
      </div>
      <ul className="three">
        {lines.map((line) => (
          <li key={line}>
            <span className="whole">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Why the text that was submitted before was sent back. */
function SentBack({ page: { earlier } }: { page: SignoffPage }) {
  const [last] = earlier
  if (!last) return null
  return (
    <Note tone="warning">
      <EndWords round={last} /> <span className="muted">That was {last.version.name}.</span>
    </Note>
  )
}

/** What was said about this text and about those that were sent back, newest first. */
function Said({ page: { round, earlier } }: { page: SignoffPage }) {
  // The message of this round stands beside the text.
  const said = [{ ...round, message: '' }, ...earlier].filter(hasComments)
  if (said.length === 0) return null
  return (
    <section className="card" aria-labelledby="said">
      <div className="card-head">
        <h2 id="said">What was said</h2>
      </div>
      {said.map((each) => (
        <div key={each.id}>
          {earlier.length > 0 ? <h3 className="fs13 said-of">{each.version.name}</h3> : null}
          <RoundComments round={each} />
        </div>
      ))}
    </section>
  )
}

function Side({ page: { org, document, version, round, signoff, mine } }: { page: SignoffPage }) {
  const asked = round.steps.flatMap(({ signoffs }) => signoffs).filter(({ status }) => status !== 'withdrawn')
  return (
    <div className="side">
      <section className="card card-pad" aria-labelledby="who">
        <h2 className="panel-title" id="who">
          Signers
        </h2>
        <div className="signers">
          {asked.map((each) => (
            <Signer
              key={each.id}
              {...each.signer}
              label={each.id === signoff.id && mine ? 'You' : undefined}
              badge={
                each.status === 'approved'
                  ? 'signed'
                  : each.status === 'rejected'
                    ? 'rejected'
                    : each.id === signoff.id || each.status === 'delegated'
                      ? undefined
                      : 'waiting'
              }
            >
              <SignoffWords signoff={each} />
            </Signer>
          ))}
        </div>
      </section>
      {round.message ? (
        <section className="card card-pad" aria-labelledby="message">
          <h2 className="panel-title" id="message">
            Message from {firstName(round.submittedBy.name)}
          </h2>
          <p className="fs13 muted">{round.message}</p>
        </section>
      ) : null}
      <a className="fs13 row" href={paths.documentExport(org, document.identifier, 'pdf', version.number)}>
        <FileDown className="i i-sm" />
        Read as PDF
      </a>
    </div>
  )
}
