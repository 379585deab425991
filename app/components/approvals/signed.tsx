import { Link } from '@remix-run/react'
import { CircleCheck, CircleX, Info } from 'lucide-react'
import { firstName } from '#app/lib/format.ts'
import { pendingOf } from '#app/lib/round-view.ts'
import type { SignoffPage } from '#app/lib/signoff-page.server.ts'
import { CONFIRMATION_LABELS } from '#domain/approvals/confirmation.ts'
import { paths } from '#domain/paths.ts'
import { listOf } from '#domain/words.ts'
import { Time } from '../ui/time.tsx'
import { AFTER_REFUSAL, PURPOSE_QUESTIONS } from './purpose-words.tsx'

/** What became of this sign-off, once it is decided or no longer wanted. Nothing while it is open. */
export function Signed({ page }: { page: SignoffPage }) {
  const { signoff, mine, round, me, document, version } = page
  if (signoff.status === 'pending' && round.status === 'running') {
    return mine ? null : (
      <Done
        icon="info"
        title="Not yours to decide"
        text="This sign-off was asked of someone else. You can read along."
        page={page}
      />
    )
  }
  if (signoff.status === 'approved') {
    const open = pendingOf(round).map(({ signer }) => firstName(signer.name))
    const rest =
      open.length === 0
        ? 'Nobody else is awaited in this step.'
        : `${open.length === 1 ? 'One' : open.length === 2 ? 'Two' : open.length} more to go: ${listOf(open)}.`
    return (
      <Done
        icon="ok"
        title={
          <>
            Signed {document.identifier} {version.name}
            {signoff.decidedAt ? (
              <>
                , <Time at={signoff.decidedAt} style="clock" />
              </>
            ) : null}
            . <span className="nowrap">{rest}</span>
          </>
        }
        text={`${mine ? 'You' : 'They'} approved ${PURPOSE_QUESTIONS[round.purpose].of || 'this version'}${round.purpose === 'approval' ? '' : version.name}${mine && me.position ? ` as ${me.position}` : ''}${signoff.onBehalfOf ? `, for ${signoff.onBehalfOf}` : ''}.${signoff.confirmedBy ? ` ${CONFIRMATION_LABELS[signoff.confirmedBy]}.` : ''}`}
        page={page}
      />
    )
  }
  if (signoff.status === 'rejected') {
    return (
      <Done
        icon="bad"
        title="Rejected"
        text={
          round.purpose === 'approval'
            ? `Version ${version.name} went back to ${round.submittedBy.name} with: “${signoff.comment ?? ''}”`
            : `${AFTER_REFUSAL[round.purpose]} ${round.submittedBy.name} reads: “${signoff.comment ?? ''}”`
        }
        page={page}
      />
    )
  }
  if (signoff.status === 'delegated') {
    return (
      <Done
        icon="info"
        title={`Delegated to ${signoff.delegatedTo ?? 'someone else'}`}
        text={`${mine ? 'They decide in your place.' : 'They decide in the place of whom it was asked of.'} Both names stay on the signature.`}
        page={page}
      />
    )
  }
  return <Done icon="info" title="No longer needed" text={endInWords(round)} page={page} />
}

const ENDINGS: Record<string, string> = {
  approved: 'Others have signed, and your signature is not needed any more.',
  rejected: 'Somebody rejected this version. It went back to its author.',
  withdrawn: 'It was withdrawn from review before you decided.',
  canceled: 'The round was canceled before you decided.',
}
const endInWords = ({ purpose, status }: SignoffPage['round']) =>
  (purpose === 'approval' || status === 'approved' ? ENDINGS[status] : undefined) ??
  'Your signature is not needed any more.'

const ICONS = { ok: CircleCheck, bad: CircleX, info: Info } as const

function Done({
  icon,
  title,
  text,
  page,
}: {
  icon: keyof typeof ICONS
  title: React.ReactNode
  text: string
  page: SignoffPage
}) {
  const Icon = ICONS[icon]
  return (
    <div className={icon === 'ok' ? 'done' : 'done done-bad'} role="status">
      <Icon className="i i-lg" />
      <div>
        <h2>{title}</h2>
        <p>
          {text}{' '}
          {page.next ? (
            <Link to={paths.sign(page.org, page.next.id)}>Next in your inbox: {page.next.identifier}</Link>
          ) : (
            <Link to={paths.inbox(page.org)}>Back to the inbox</Link>
          )}
        </p>
      </div>
    </div>
  )
}
