import type { Transaction } from '#db/client.ts'
import { absencesOn } from '#db/queries/absences.ts'
import { defaultsFor } from '#db/queries/approval-definitions.ts'
import { draftToSubmit } from '#db/queries/drafts.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { deputyOf } from '#domain/approvals/absence.ts'
import { type DefaultReason, defaultFor } from '#domain/approvals/defaults.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { type PlaceFacts, refusalOfStandIn } from '#domain/approvals/delegation.ts'
import { type Candidate, type PlanFacts, planRound, stepApplies } from '#domain/approvals/plan.ts'
import { dateIn } from '#domain/dates.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { type Deps, transact } from '../transaction.ts'
import { candidate, candidatesFor } from './organization.ts'
import { latestLabel } from './state.ts'

/** A step that a submission would begin, in the order of the definition. */
export interface ExpectedStep extends Pick<StepDefinition, 'name' | 'rule' | 'quorum' | 'daysToDecide'> {
  /** It takes place only for these changes; null: for every one. */
  changeTypes: ChangeType[] | null
  /** Who would be asked. Nobody: it cannot be submitted so. */
  people: ExpectedSigner[]
}

/** Somebody who would be asked, today through a delegate if they are out of office. */
export interface ExpectedSigner {
  id: string
  name: string
  /** Until when they are out of office, and who would sign for them; nobody where the delegate may not. */
  away: { until: string; delegate: string | null } | null
}

/** Whom a submission asks that names nobody, and why it is they. */
export interface Outlook {
  /** Of the definition. */
  name: string
  why: DefaultReason
  steps: ExpectedStep[]
}

/**
 * Whom a submission asks that names no signers, step by step; null where the organization has no default definition for
 * the document, so that somebody has to be named.
 * @throws not_found, forbidden
 */
export function expectedSteps(deps: Deps, actor: Actor, reference: string): Promise<Outlook | null> {
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'documents.submit', { own: isOwn(actor, document) })
    const byDefault = defaultFor(await defaultsFor(tx, actor.orgId, 'approval', document), document)
    const found = await draftToSubmit(tx, actor.orgId, document.id)
    if (!byDefault || !found) return null
    const { definition } = byDefault.chosen
    const members = await candidatesFor(
      tx,
      document,
      definition.steps.flatMap((step) => step.approvers),
    )
    const barred = found.draft.authorIds
    const who = { members, rules: found.rules, barred, purpose: 'approval' as const }
    const signers = await whoIsThere(tx, actor.orgId, who, deps.clock.now())
    const isFirst = latestLabel(found) === null
    const facts: Omit<PlanFacts, 'changeType'> = {
      kind: document.kind,
      category: document.category,
      classification: document.classification,
      frameworks: document.frameworks,
      ownerId: document.ownerId,
      members,
      authorIds: barred,
      authorsMayApprove: found.rules.settings.authorsMayApprove === true,
    }
    // What kind of change it is, is chosen in the form; only of a first version it is known before.
    const changes: ChangeType[] = isFirst ? ['initial'] : ['major', 'minor', 'patch']
    const steps = definition.steps.flatMap((step): ExpectedStep[] => {
      const applies = changes.filter((changeType) => stepApplies(step, { ...facts, changeType }))
      const [changeType] = applies
      if (changeType === undefined) return []
      const { name, rule, quorum, daysToDecide } = step
      const people = signers(signersOf(step, { ...facts, changeType }))
      return [
        { name, rule, quorum, daysToDecide, people, changeTypes: applies.length < changes.length ? applies : null },
      ]
    })
    return { name: definition.name, why: byDefault.why, steps }
  })
}

/** Who would sign on this day for the signers of a step: they themselves, or their delegates. */
export async function whoIsThere(
  tx: Transaction,
  orgId: string,
  {
    members,
    rules,
    barred,
    purpose,
  }: { members: readonly Candidate[]; rules: Rules } & Pick<PlaceFacts, 'barred' | 'purpose'>,
  now: Date,
) {
  const day = dateIn(now, rules.timeZone)
  const away = await absencesOn(tx, orgId, day)
  const ids = away.map(({ delegateId }) => delegateId)
  const known = [...members, ...(await membersByIds(tx, orgId, ids)).map((member) => candidate(member))]
  const named = (id: string) => known.find(({ membershipId }) => membershipId === id)
  return (signerIds: readonly string[]): ExpectedSigner[] => {
    const place: PlaceFacts = {
      asked: signerIds.map((signerId) => ({ signerId })),
      barred,
      purpose,
      authorsMayApprove: rules.settings.authorsMayApprove === true,
    }
    return signerIds.map((id) => {
      const until = away.find(({ membershipId }) => membershipId === id)?.untilDay
      const deputy = deputyOf(id, away, day)
      const delegate = typeof deputy === 'object' ? named(deputy.membershipId) : undefined
      const signs = delegate && !refusalOfStandIn(delegate, place) ? delegate.name : null
      return { id, name: named(id)?.name ?? '', away: until === undefined ? null : { until, delegate: signs } }
    })
  }
}

/** Who a step would ask; nobody where it could not be decided. */
export function signersOf(step: StepDefinition, facts: PlanFacts): string[] {
  try {
    return planRound([step], facts).flatMap(({ signerIds }) => signerIds)
  } catch (error) {
    if (error instanceof DomainError) return []
    throw error
  }
}
