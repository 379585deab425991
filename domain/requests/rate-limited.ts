import { DomainError } from '../errors.ts'

/** The refusal of whoever has nothing left of a budget, until its window ends in so many seconds. */
export const rateLimited = ({ secondsLeft }: { secondsLeft: number }): DomainError =>
  new DomainError('rate_limited', { retryAfterSeconds: secondsLeft })
