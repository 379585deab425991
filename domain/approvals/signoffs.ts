import { DomainError } from '../errors.ts'
import type { ApprovalType, RoundStatus, SignoffStatus } from './definition.ts'

export const DECISIONS = ['approved', 'rejected'] as const
export type Decision = (typeof DECISIONS)[number]

/** The state under lock, that a decision is judged by. */
export interface DecisionFacts {
  signoff: { status: SignoffStatus; signerId: string; signerName: string; contentHash: string }
  round: { status: RoundStatus; purpose: ApprovalType }
  version: { contentHash: string }
  /** Who may not approve: see `barredFrom`. */
  barred: readonly string[]
  deciderId: string | null
  authorsMayApprove: boolean
  comment: string | null
}

/**
 * May this sign-off be decided so, now, by this person? The refusals are in the order in which they help: someone
 * else's sign-off first, and the state of things before what was typed.
 * @throws DomainError not_your_signoff, signoff_already_decided, round_not_running, content_hash_mismatch,
 *   author_cannot_approve, asker_cannot_approve, comment_required
 */
export function assertDecidable(decision: Decision, facts: DecisionFacts): void {
  const { signoff, round, version } = facts
  if (signoff.signerId !== facts.deciderId) throw new DomainError('not_your_signoff', { signer: signoff.signerName })
  if (signoff.status !== 'pending') throw new DomainError('signoff_already_decided', { status: signoff.status })
  if (round.status !== 'running') throw new DomainError('round_not_running', { status: round.status })
  if (signoff.contentHash !== version.contentHash) throw new DomainError('content_hash_mismatch')
  if (decision === 'approved' && !facts.authorsMayApprove && facts.barred.includes(signoff.signerId)) {
    if (round.purpose === 'approval') throw new DomainError('author_cannot_approve')
    throw new DomainError('asker_cannot_approve')
  }
  if (decision === 'rejected' && !facts.comment?.trim()) throw new DomainError('comment_required')
}
