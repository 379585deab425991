import type { Actor } from '#domain/actor.ts'
import { isSentBack } from '#domain/approvals/definition.ts'
import { readComments, withPlaces } from './comments.server.ts'
import type { Services } from './context.ts'
import { toRedlineView } from './redline.server.ts'
import { peopleOf, toRoundView } from './round-view.server.ts'
import type { RoundView } from './round-view.ts'

/** As many earlier tries as a reader can take in; the rest is on the document's own page. */
const EARLIER = 5

/** A version to compare with, and what it is to the reader. */
interface Base {
  number: number
  name: string
  /** "since you decided" */
  words: string
  /** Whether it is compared with when nothing was chosen. */
  usual: boolean
}

/** Everything the approver's page shows: what is asked, by whom, what changed, who else signs, what was said before. */
export async function readSignoffPage(services: Services, actor: Actor, signoffId: string, since: number | null) {
  const {
    signoff,
    document,
    version,
    step,
    submittedByName,
    round: asked,
  } = await services.signoffs.get(actor, signoffId)
  if (signoff.signerId === actor.membershipId) await services.signoffs.open(actor, signoffId)
  const [round, summary, waiting, earlier] = await Promise.all([
    services.rounds.get(actor, signoff.roundId),
    services.documents.get(actor, document.id),
    // This one may be among them.
    services.signoffs.waiting(actor, { limit: 2 }),
    services.rounds.ofDocument(actor, document.id, { purpose: asked.purpose, before: signoff.roundId, limit: EARLIER }),
  ])
  // What was approved is settled: a new version of it is judged anew.
  const approved = earlier.rounds.findIndex((before) => !isSentBack(before.round.status))
  const rejected = earlier.rounds.slice(0, approved === -1 ? undefined : approved)
  const people = await peopleOf(services, actor, [round, ...rejected])
  const tries = rejected.map((before) => toRoundView(before, people))
  const inEffect =
    summary.effectiveNumber !== null && summary.effectiveNumber < version.number
      ? { number: summary.effectiveNumber, name: labelOf(summary.label) ?? `version ${summary.effectiveNumber}` }
      : null
  // Only texts are compared: what else is asked is about one and the same.
  const texts = asked.purpose === 'approval' ? tries : []
  const bases = basesOf(texts, signoff.signerId, inEffect)
  // Whoever takes part for the first time has to read the whole, and may look at what changed since somebody rejected it.
  const usual = bases.find(({ usual }) => usual)
  const base =
    since === null ? usual : since === 0 ? undefined : (bases.find(({ number }) => number === since) ?? usual)
  const comments = await readComments(services, actor, document.identifier, version.number)
  const redline = base
    ? toRedlineView(
        await services.compare.between(actor, document.id, base.number, version.number),
        actor,
        document.identifier,
        (html) => withPlaces(html, comments, signoff.id),
      )
    : null
  const next = waiting.signoffs.find((other) => other.signoff.id !== signoffId)
  const view = toRoundView(round, people)
  return {
    org: actor.orgSlug,
    me: { id: actor.membershipId ?? '', name: actor.name, position: actor.positionTitle },
    mine: signoff.signerId === actor.membershipId,
    signoff: {
      id: signoff.id,
      status: signoff.status,
      decidedAt: signoff.decidedAt?.toISOString() ?? null,
      dueAt: signoff.dueAt?.toISOString() ?? null,
      comment: signoff.comment,
      confirmedBy: signoff.confirmedBy,
      /** Whether whoever decides proves at that moment who they are. */
      freshSignIn: step.freshSignIn,
      onBehalfOf: signoff.onBehalfOf,
      delegationReason: signoff.delegationReason,
      delegatedTo: round.signoffs.find(({ delegatedFrom }) => delegatedFrom === signoff.id)?.signerName ?? null,
    },
    document: {
      identifier: document.identifier,
      title: version.title,
      status:
        round.round.status === 'running' && asked.purpose === 'approval'
          ? ('in_review' as const)
          : summary.document.status,
    },
    version: {
      number: version.number,
      name: view.version.name,
      changeType: version.changeType,
      changeSummary: version.changeSummary,
      hash: version.contentHash,
    },
    /** What is in effect, and stays so when this is rejected. */
    inEffect: inEffect?.name ?? null,
    bases,
    base: base ?? null,
    step: step.name,
    submittedBy: submittedByName,
    round: view,
    /** Earlier texts that were submitted for the same approval and sent back, newest first. */
    earlier: tries,
    redline,
    /** What is said beside the text. */
    comments,
    next: next ? { id: next.signoff.id, identifier: next.document.identifier } : null,
  }
}

export type SignoffPage = Awaited<ReturnType<typeof readSignoffPage>>

const labelOf = (label: { major: number; minor: number } | null) => label && `${label.major}.${label.minor}`

/**
 * The texts that this signer may compare with. The first usual one is shown when nothing was chosen: what they decided on
 * last, else what is in effect.
 */
function basesOf(tries: readonly RoundView[], signerId: string, inEffect: { number: number; name: string } | null) {
  const decided = tries.find(({ steps }) =>
    steps.some(({ signoffs }) =>
      signoffs.some(({ signer, status }) => signer.id === signerId && (status === 'approved' || status === 'rejected')),
    ),
  )
  const last = tries[0]
  const base = ({ number, name }: Omit<Base, 'words' | 'usual'>, words: string, usual: boolean): Base => ({
    number,
    name,
    words,
    usual,
  })
  return [
    ...(decided ? [base(decided.version, 'since you decided', true)] : []),
    ...(inEffect ? [base(inEffect, 'since in effect', true)] : []),
    ...(last && last !== decided ? [base(last.version, 'since it was sent back', false)] : []),
  ]
}
