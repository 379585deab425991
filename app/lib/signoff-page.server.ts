import type { Actor } from '#domain/actor.ts'
import type { Services } from './context.ts'
import { toRedlineView } from './redline.server.ts'
import { peopleOf, toRoundView } from './round-view.server.ts'
import { namesOf } from './version-names.server.ts'

/** Everything the approver's page shows: what is asked, by whom, what changed, who else signs. */
export async function readSignoffPage(services: Services, actor: Actor, signoffId: string) {
  const { signoff, document, version, step, submittedByName } = await services.signoffs.get(actor, signoffId)
  if (signoff.signerId === actor.membershipId) await services.signoffs.open(actor, signoffId)
  const [round, summary, waiting, names] = await Promise.all([
    services.rounds.get(actor, signoff.roundId),
    services.documents.get(actor, document.id),
    // This one may be among them.
    services.signoffs.waiting(actor, { limit: 2 }),
    namesOf(services, actor, document.id),
  ])
  const before = summary.effectiveNumber
  const next = waiting.signoffs.find((other) => other.signoff.id !== signoffId)
  const redline =
    before !== null && before < version.number
      ? toRedlineView(await services.compare.between(actor, document.id, before, version.number))
      : null
  return {
    org: actor.orgSlug,
    me: { name: actor.name, position: actor.positionTitle },
    mine: signoff.signerId === actor.membershipId,
    signoff: {
      id: signoff.id,
      status: signoff.status,
      decidedAt: signoff.decidedAt?.toISOString() ?? null,
      dueAt: signoff.dueAt?.toISOString() ?? null,
      comment: signoff.comment,
    },
    document: { identifier: document.identifier, title: version.title, status: summary.document.status },
    version: {
      number: version.number,
      name: names.get(version.number) ?? `${version.number}`,
      changeType: version.changeType,
      changeSummary: version.changeSummary,
      hash: version.contentHash,
    },
    before:
      before === null ? null : summary.label ? `${summary.label.major}.${summary.label.minor}` : `version ${before}`,
    step: step.name,
    submittedBy: submittedByName,
    round: toRoundView(round, await peopleOf(services, actor, [round]), names),
    redline,
    next: next ? { id: next.signoff.id, identifier: next.document.identifier } : null,
  }
}

export type SignoffPage = Awaited<ReturnType<typeof readSignoffPage>>
