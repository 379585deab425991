import { isSentBack, type RoundStatus } from '../approvals/definition.ts'
import { DomainError } from '../errors.ts'

/** What became of a text that was signed. */
export const STANDINGS = {
  in_effect: 'In effect',
  no_longer: 'No longer in effect',
  approved: 'Approved, not in effect yet',
  in_review: 'In review, not in effect',
  sent_back: 'Sent back, never in effect',
} as const
export type Standing = keyof typeof STANDINGS

interface Facts {
  effectiveFrom: Date | null
  effectiveUntil: Date | null
  /** Of the round over the version; null for one that was never submitted. */
  round: RoundStatus | null
}

/** Where a submitted version stands. @throws DomainError not_found of one that nobody was asked to sign */
export function standingOf({ effectiveFrom, effectiveUntil, round }: Facts): Standing {
  if (round === null) throw new DomainError('not_found')
  if (effectiveFrom) return effectiveUntil ? 'no_longer' : 'in_effect'
  if (round === 'approved') return 'approved'
  return isSentBack(round) ? 'sent_back' : 'in_review'
}
