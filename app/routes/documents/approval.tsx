import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Signature } from 'lucide-react'
import { RoundCard } from '#app/components/approvals/round-card.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { toRoundView } from '#app/lib/round-view.server.ts'
import { versionNames } from '#app/lib/version-names.server.ts'

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const reads = documentReads(args, actor)
  const [rounds, people, { versions }] = await answer(
    args.request,
    Promise.all([
      reads.rounds(),
      reads.people(),
      args.context.services.versions.list(actor, args.params.identifier ?? '', { limit: 100 }),
    ]),
  )
  const names = versionNames(versions)
  const published = new Map(versions.map(({ number, effectiveFrom }) => [number, effectiveFrom]))
  return {
    rounds: rounds.map((round) => toRoundView(round, people, names, published.get(round.version.number))),
  }
}

export default function Approval() {
  const { rounds } = useLoaderData<typeof loader>()
  if (rounds.length === 0) {
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
        <RoundCard key={round.id} round={round} whole />
      ))}
    </>
  )
}
