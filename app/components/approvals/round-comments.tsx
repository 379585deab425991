import type { RoundView, SignoffView } from '#app/lib/round-view.ts'
import { Timeline, type TimelineEntry } from '../ui/timeline.tsx'

/** Whether anybody said anything. */
export const hasComments = ({ message, steps }: RoundView): boolean =>
  message !== '' || steps.some(({ signoffs }) => signoffs.some(({ comment, delegation }) => comment || delegation))

/** What was said in a round, newest first: what signers wrote, and the message it began with. Nothing said, nothing shown. */
export function RoundComments({ round }: { round: RoundView }) {
  const said = round.steps.flatMap(({ signoffs }) => signoffs).filter(({ comment }) => comment)
  const passedOn = round.steps.flatMap(({ signoffs }) => signoffs).flatMap(delegationOf)
  const newestFirst = [...said.map(toEntry), ...passedOn].toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  const entries = [...newestFirst, ...(round.message ? [messageOf(round)] : [])]
  if (entries.length === 0) return null
  return (
    <section className="round-said" aria-label={`What was said about ${round.version.name}`}>
      <Timeline entries={entries} />
    </section>
  )
}

const toEntry = ({ id, signer, status, decidedAt, comment }: SignoffView): TimelineEntry => ({
  id,
  by: signer,
  at: decidedAt,
  quote: comment,
  text: (
    <>
      <b>{signer.name}</b> {status === 'rejected' ? 'rejected' : 'signed'}
    </>
  ),
})

/** Why somebody asked another to sign. */
const delegationOf = ({ id, signer, requestedAt, delegation }: SignoffView): TimelineEntry[] =>
  delegation === null
    ? []
    : [
        {
          id: `${id}-delegated`,
          by: { name: delegation.from, position: null },
          at: requestedAt,
          quote: delegation.reason,
          text: (
            <>
              <b>{delegation.from}</b> asked {signer.name} to sign instead
            </>
          ),
        },
      ]

const messageOf = ({ id, purpose, submittedBy, submittedAt, message }: RoundView): TimelineEntry => ({
  id,
  by: submittedBy,
  at: submittedAt,
  quote: message,
  text: (
    <>
      <b>{submittedBy.name}</b> {purpose === 'approval' ? 'submitted it' : 'asked for it'}
    </>
  ),
})
