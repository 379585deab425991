import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Signature } from 'lucide-react'
import { RoundCard } from '#app/components/approvals/round-card.tsx'
import { Earlier } from '#app/components/ui/earlier.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { plannedDay } from '#app/lib/planned.ts'
import { peopleOf, toRoundView } from '#app/lib/round-view.server.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'

/** Rounds with all who were asked in them take room. */
const PAGE = 10

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reads = documentReads(args, actor)
  const reference = args.params.identifier ?? ''
  const before = new URL(args.request.url).searchParams.get('before') ?? undefined
  const { rounds, next } = await answer(
    args.request,
    services.rounds.ofDocument(actor, reference, { before, limit: PAGE }),
  )
  const until = rounds[0] && rounds[0].version.number + 1
  const [people, { versions }, { document, timeZone, own }] = await answer(
    args.request,
    Promise.all([
      peopleOf(services, actor, rounds),
      services.versions.list(actor, reference, { limit: 100, before: until }),
      reads.summary(),
    ]),
  )
  const planned = plannedDay(document, timeZone)
  const approval = rounds.find(({ round }) => round.purpose === 'approval')
  const published = new Map(versions.map(({ number, effectiveFrom }) => [number, effectiveFrom]))
  return {
    next,
    change: can(actor, 'rounds.manage', { own }) ? paths.documentRound(actor.orgSlug, document.identifier) : undefined,
    later: before !== undefined,
    rounds: rounds.map((round) =>
      toRoundView(round, people, {
        publishedAt: published.get(round.version.number),
        plannedFor: round === approval && !before ? planned : null,
      }),
    ),
  }
}

export default function Approval() {
  const { rounds, next, later, change } = useLoaderData<typeof loader>()
  if (rounds.length === 0 && !later) {
    return (
      <Empty icon={Signature} title="No approval yet">
        <p>
          When the draft is submitted, the people who sign show here: who has signed, who is awaited, and since when.
        </p>
      </Empty>
    )
  }
  return (
    <>
      {rounds.map((round) => (
        <RoundCard key={round.id} round={round} change={change} whole />
      ))}
      <Earlier later={later} next={next} what="rounds" />
    </>
  )
}
