import type { Classification } from '../documents/classification.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import type { ChangeType } from '../documents/status.ts'
import { DomainError } from '../errors.ts'
import type { Role } from '../roles.ts'
import type { Approver, PlannedStep, StepDefinition } from './definition.ts'

/** A member as the planner sees them. */
export interface Candidate {
  membershipId: string
  name: string
  roles: readonly Role[]
  /** Of the groups that are asked, those that they are in. */
  groupIds: readonly string[]
  active: boolean
  managerId: string | null
}

/** All that decides who is asked. */
export interface PlanFacts {
  changeType: ChangeType
  kind: DocumentKind
  category: string
  classification: Classification
  frameworks: readonly string[]
  ownerId: string
  members: readonly Candidate[]
  /** Everybody with a change in the version. */
  authorIds: readonly string[]
  authorsMayApprove: boolean
}

/** Does a step take place for this document? Lists that are not given ask nothing. */
export function stepApplies(
  { conditions }: Pick<StepDefinition, 'conditions'>,
  facts: Pick<PlanFacts, 'changeType' | 'kind' | 'category' | 'classification' | 'frameworks'>,
): boolean {
  const { changeTypes, kinds, categories, classifications, frameworks } = conditions
  return (
    (!changeTypes || changeTypes.includes(facts.changeType)) &&
    (!kinds || kinds.includes(facts.kind)) &&
    (!categories || categories.some((category) => category === facts.category)) &&
    (!classifications || classifications.includes(facts.classification)) &&
    (!frameworks || frameworks.some((framework) => facts.frameworks.includes(framework)))
  )
}

/** The members an approver stands for, active or not; `people` keeps the order in which they were named. */
function membersOf(approver: Approver, facts: Pick<PlanFacts, 'members' | 'ownerId'>): Candidate[] {
  const byId = (id: string | null | undefined) => facts.members.filter(({ membershipId }) => membershipId === id)
  switch (approver.kind) {
    case 'people':
      return approver.membershipIds.flatMap(byId)
    case 'role':
      return facts.members.filter(({ roles }) => roles.includes(approver.role))
    case 'group':
      return facts.members.filter(({ groupIds }) => groupIds.includes(approver.groupId))
    case 'owner':
      return byId(facts.ownerId)
    case 'owner_manager':
      return byId(byId(facts.ownerId)[0]?.managerId)
  }
}

/** The active members that some approvers stand for, each once. */
export function resolveApprovers(
  approvers: readonly Approver[],
  facts: Pick<PlanFacts, 'members' | 'ownerId'>,
): string[] {
  const found = approvers.flatMap((approver) => membersOf(approver, facts)).filter(({ active }) => active)
  return [...new Set(found.map(({ membershipId }) => membershipId))]
}

/**
 * Turns a definition into the steps of a round: which take place, and who is asked in each. Total and without I/O, so
 * that a dry run is this function alone. Authors are left out unless the organization lets them approve.
 * @throws DomainError no_signers, quorum_unreachable
 */
export function planRound(definition: readonly StepDefinition[], facts: PlanFacts): PlannedStep[] {
  const steps = definition.filter((step) => stepApplies(step, facts))
  if (steps.length === 0) throw new DomainError('no_signers')
  return steps.map((step) => {
    const asked = resolveApprovers(step.approvers, facts)
    const signerIds = facts.authorsMayApprove ? asked : asked.filter((id) => !facts.authorIds.includes(id))
    if (signerIds.length === 0) throw new DomainError('no_signers', { step: step.name })
    if (step.quorum !== null && step.quorum > signerIds.length) {
      throw new DomainError('quorum_unreachable', { step: step.name, needed: step.quorum, signers: signerIds.length })
    }
    return { ...step, signerIds }
  })
}

/**
 * Refuses signers whom a person named one by one but who cannot sign. A definition leaves such people out silently;
 * a person is notified, because they would wait for a signature that never comes.
 * @throws DomainError no_signers, signer_not_eligible, author_cannot_approve
 */
export function assertSignersEligible(signerIds: readonly string[], facts: PlanFacts): void {
  if (signerIds.length === 0) throw new DomainError('no_signers')
  const found = facts.members.filter(({ membershipId }) => signerIds.includes(membershipId))
  const inactive = found.filter(({ active }) => !active)
  if (inactive.length > 0 || found.length < new Set(signerIds).size) {
    throw new DomainError('signer_not_eligible', { names: inactive.map(({ name }) => name) })
  }
  const authors = found.filter(({ membershipId }) => facts.authorIds.includes(membershipId))
  if (authors.length > 0 && !facts.authorsMayApprove) {
    throw new DomainError('author_cannot_approve', { names: authors.map(({ name }) => name) })
  }
}
