import { DomainError } from '../errors.ts'
import type { ApprovalType, RoundStatus, SignoffStatus } from './definition.ts'

/** A member who might be asked in the place of another. */
export interface StandIn {
  membershipId: string
  name: string
  active: boolean
  /** Out of office now. */
  absent?: boolean
}

/** What decides who may be asked in a step in the place of somebody else. */
export interface PlaceFacts {
  /** Everybody who was asked in the step so far, however it ended. */
  asked: readonly { signerId: string }[]
  /** Who may not decide: see `barredFrom`. */
  barred: readonly string[]
  purpose: ApprovalType
  authorsMayApprove: boolean
}

/**
 * Why this member may not be asked in the place of another; null: they may. In one step a person is asked once: so nobody
 * signs for two, and no request comes back to whom it came from.
 */
export function refusalOfStandIn(member: StandIn | undefined, facts: PlaceFacts): DomainError | null {
  if (!member?.active) return new DomainError('signer_not_eligible', { names: member ? [member.name] : [] })
  if (!facts.authorsMayApprove && facts.barred.includes(member.membershipId)) {
    const names = [member.name]
    return facts.purpose === 'approval'
      ? new DomainError('author_cannot_approve', { names })
      : new DomainError('asker_cannot_approve', { names })
  }
  if (facts.asked.some(({ signerId }) => signerId === member.membershipId)) {
    return new DomainError('signer_already_asked', { name: member.name })
  }
  return member.absent ? new DomainError('signer_absent', { name: member.name }) : null
}

/** @throws DomainError what `refusalOfStandIn` says */
export function assertMayStandIn(member: StandIn | undefined, facts: PlaceFacts): asserts member is StandIn {
  const refusal = refusalOfStandIn(member, facts)
  if (refusal) throw refusal
}

/** A request as it is under lock, and who wants to pass it on. */
export interface DelegationFacts {
  signoff: { status: SignoffStatus; signerId: string; signerName: string; onBehalfOf: string | null }
  round: { status: RoundStatus }
  /** Null: nobody in person. */
  deciderId: string | null
}

/**
 * May this request be passed on, now, by this person? One that was passed on before may not: whoever was trusted with it
 * decides, or its owner asks somebody else.
 * @throws DomainError not_your_signoff, signoff_already_decided, round_not_running, delegated_before
 */
export function assertDelegable({ signoff, round, deciderId }: DelegationFacts): void {
  if (signoff.signerId !== deciderId) throw new DomainError('not_your_signoff', { signer: signoff.signerName })
  if (signoff.status !== 'pending') throw new DomainError('signoff_already_decided', { status: signoff.status })
  if (round.status !== 'running') throw new DomainError('round_not_running', { status: round.status })
  if (signoff.onBehalfOf !== null) throw new DomainError('delegated_before', { name: signoff.onBehalfOf })
}
