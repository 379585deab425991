import { APPROVAL_ERRORS } from './approvals/errors.ts'
import { ATTACHMENT_ERRORS } from './attachments/errors.ts'
import { BOUND_ERRORS } from './bound/errors.ts'
import { CAMPAIGN_ERRORS } from './campaigns/errors.ts'
import { COMMENT_ERRORS } from './comments/errors.ts'
import { DOCUMENT_ERRORS } from './documents/errors.ts'
import type { ErrorDetails } from './error-table.ts'
import { MEMBER_ERRORS } from './members/errors.ts'
import { REQUEST_ERRORS } from './requests/errors.ts'
import { REVIEW_ERRORS } from './reviews/errors.ts'

/** Every refusal there is. A code that is not here does not exist; each is declared beside its noun. */
export const ERRORS = {
  ...REQUEST_ERRORS,
  ...MEMBER_ERRORS,
  ...DOCUMENT_ERRORS,
  ...ATTACHMENT_ERRORS,
  ...APPROVAL_ERRORS,
  ...COMMENT_ERRORS,
  ...REVIEW_ERRORS,
  ...CAMPAIGN_ERRORS,
  ...BOUND_ERRORS,
}
export type ErrorCode = keyof typeof ERRORS

export const isErrorCode = (value: string): value is ErrorCode => Object.hasOwn(ERRORS, value)

/** A refusal by a rule. Services throw it with facts; routes, the API and activities map it, each once. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(ERRORS[code].sentence(details))
  }

  /** The HTTP status of this refusal. */
  get status(): number {
    return ERRORS[this.code].status
  }

  /** The short title of this kind of refusal, the same for every case. */
  get title(): string {
    return ERRORS[this.code].title
  }
}

/** True for our own refusals only: a foreign error that merely has a `code` is not one. */
export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError
