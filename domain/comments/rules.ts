import type { RoundStatus } from '../approvals/definition.ts'
import { DomainError } from '../errors.ts'

/** How much may be written on one version. The database holds to the same figures. */
export const COMMENT_LIMITS = { threads: 200, answers: 50, characters: 2_000, quote: 500, wording: 10_000 }

/** What becomes of a wording that somebody proposed. */
export const SUGGESTION_OUTCOMES = ['taken', 'left'] as const
export type SuggestionOutcome = (typeof SUGGESTION_OUTCOMES)[number]

/** Who somebody is to a text that was submitted. */
export interface Standing {
  /** Owns the document, made it, or submitted it. */
  own: boolean
  /** Is asked in the round, or was. */
  asked: boolean
}

/** May this person write beside this text at all? @throws DomainError not_in_round */
export function assertInRound({ own, asked }: Standing): void {
  if (!own && !asked) throw new DomainError('not_in_round')
}

/** New comments are for whoever decides; once they have, only what was said is answered. @throws DomainError round_not_running */
export function assertMayBegin(standing: Standing, status: RoundStatus): void {
  assertInRound(standing)
  if (status !== 'running') throw new DomainError('round_not_running', { status })
}

/** Who wrote a comment, and whose text it is about, may say that it is settled, or open it again. */
export const maySettle = (standing: Standing, wroteIt: boolean): boolean => standing.own || (standing.asked && wroteIt)

/** @throws DomainError not_your_comment */
export function assertMaySettle(standing: Standing, wroteIt: boolean, author: string): void {
  assertInRound(standing)
  if (!maySettle(standing, wroteIt)) throw new DomainError('not_your_comment', { author })
}

/** A longer pause, and what somebody writes after it is news again. */
const PAUSE_MS = 30 * 60_000

/**
 * When somebody began to write, who writes now: one notification is enough for all that they write without a long pause.
 * @param earlier when they wrote before, newest first
 */
export function burstBegan(earlier: readonly Date[], now: Date): Date {
  let began = now
  for (const at of earlier) {
    if (began.getTime() - at.getTime() > PAUSE_MS) break
    began = at
  }
  return began
}
