/** Facts of a refusal: ids, names and numbers that its sentence and the API's body may show. Never content. */
export type ErrorDetails = Record<string, unknown>
type ErrorRow = { status: number; title: string; sentence: (details: ErrorDetails) => string }

const words = (value: unknown, fallback: string): string =>
  Array.isArray(value) && value.length > 0 ? value.map(String).join(', ') : fallback
const word = (value: unknown, fallback: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : fallback
const human = (value: unknown, fallback: string): string => word(value, fallback).replaceAll('_', ' ')

/** Every refusal there is: code → HTTP status, problem title, sentence for people. Closed: what is not here is a bug. */
export const ERRORS = {
  malformed: {
    status: 400,
    title: 'Malformed request',
    sentence: (d) => `The request could not be read${d.because ? `: ${word(d.because, '')}` : ''}.`,
  },
  unauthenticated: { status: 401, title: 'Sign in first', sentence: () => 'Sign in to go on.' },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    sentence: (d) =>
      `You cannot ${word(d.action, 'do this')}. ${
        Array.isArray(d.roles) && d.roles.length > 0
          ? `It takes the role ${words(
              d.roles.map((role) => human(role, '').replace(/^it /, 'IT ')),
              '',
            ).replace(/, ([^,]*)$/, ' or $1')}.`
          : 'Ask an admin of your organization.'
      }`,
  },
  foreign_origin: {
    status: 403,
    title: 'Sent from another site',
    sentence: () => 'This request came from another site and was refused. Nothing was changed.',
  },
  scope_missing: {
    status: 403,
    title: 'Scope missing',
    sentence: (d) => `This API key lacks the scope ${word(d.scope, 'it takes')}.`,
  },
  not_found: { status: 404, title: 'Not found', sentence: () => 'It does not exist, or it is not yours to see.' },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    sentence: (d) => `This address answers to ${words(d.allowed, 'other methods')}.`,
  },
  invalid_transition: {
    status: 409,
    title: 'Not possible in this state',
    sentence: (d) =>
      `A document that is ${human(d.status, 'in this state')} cannot be ${word(d.done, 'changed this way')}.`,
  },
  stale_revision: {
    status: 412,
    title: 'Changed by someone else',
    sentence: (d) =>
      `Changed by ${word(d.changedBy, 'someone else')} in the meantime. Reload, or keep yours as a copy.`,
  },
  signoff_already_decided: {
    status: 409,
    title: 'Already decided',
    sentence: (d) => `This sign-off is already ${human(d.status, 'decided')}.`,
  },
  round_not_running: {
    status: 409,
    title: 'Round is over',
    sentence: (d) => `This approval round is ${human(d.status, 'over')}.`,
  },
  step_already_decided: {
    status: 409,
    title: 'Step is over',
    sentence: (d) => `This step is already ${human(d.verdict, 'over')}; your sign-off is no longer needed.`,
  },
  not_your_signoff: {
    status: 403,
    title: 'Not yours to decide',
    sentence: (d) => `This sign-off was asked of ${word(d.signer, 'someone else')}.`,
  },
  author_cannot_approve: {
    status: 409,
    title: 'Authors do not approve',
    sentence: (d) => `${words(d.names, 'You')} wrote part of this version and cannot approve it. Ask someone else.`,
  },
  comment_required: {
    status: 422,
    title: 'A comment is needed',
    sentence: () => 'Say why: the author reads it to know what to change.',
  },
  reason_required: { status: 422, title: 'A reason is needed', sentence: () => 'Say why: it goes into the log.' },
  no_signers: {
    status: 422,
    title: 'Nobody to ask',
    sentence: (d) =>
      `Nobody can sign ${d.step ? `the step “${word(d.step, '')}”` : 'this round'}. Name at least one signer.`,
  },
  signer_not_eligible: {
    status: 422,
    title: 'Cannot be asked to sign',
    sentence: (d) => `${words(d.names, 'One of them')} cannot be asked to sign: not an active member.`,
  },
  quorum_unreachable: {
    status: 422,
    title: 'Too few signers',
    sentence: (d) =>
      `The step “${word(d.step, '')}” needs ${word(d.needed, 'more')} approvals, but only ${word(d.signers, 'fewer')} people can sign.`,
  },
  due_date_past: { status: 422, title: 'Date has passed', sentence: () => 'The due date must be today or later.' },
  effective_date_past: {
    status: 422,
    title: 'Date has passed',
    sentence: () => 'The effective date must be after today. To publish now, choose “now”.',
  },
  unfilled_variables: {
    status: 422,
    title: 'Variables without a value',
    sentence: (d) => `Fill in ${words(d.names, 'every variable')} first.`,
  },
  empty_draft: {
    status: 422,
    title: 'Empty draft',
    sentence: () => 'There is nothing to review yet. Write something first.',
  },
  change_summary_required: {
    status: 422,
    title: 'A change summary is needed',
    sentence: () => 'Say in a sentence what changed, for those who sign.',
  },
  change_type_not_allowed: {
    status: 422,
    title: 'Change type does not fit',
    sentence: (d) => `Choose ${words(d.allowed, 'another change type')}.`,
  },
  not_eligible_to_publish: {
    status: 409,
    title: 'Cannot be published',
    sentence: (d) => `This version cannot be published: ${word(d.because, 'its approval does not hold')}.`,
  },
  rendition_missing: {
    status: 409,
    title: 'PDF not ready',
    sentence: () => 'The PDF of this version is still being made. Publishing goes on by itself when it is ready.',
  },
  content_hash_mismatch: {
    status: 409,
    title: 'Content differs from what was signed',
    sentence: () => 'The content differs from what was signed, so it was not published.',
  },
  in_use: {
    status: 409,
    title: 'In use',
    sentence: (d) => `This is not possible, because of ${words(d.by, 'what depends on it')}.`,
  },
  owner_not_eligible: {
    status: 422,
    title: 'Not an active member',
    sentence: () => 'The owner must be an active member of the organization.',
  },
  identifier_taken: {
    status: 409,
    title: 'Identifier taken',
    sentence: (d) => `The identifier ${word(d.identifier, '')} is already taken.`,
  },
  already_exists: { status: 409, title: 'Already exists', sentence: (d) => `${word(d.what, 'It')} already exists.` },
  last_admin: {
    status: 409,
    title: 'The last admin',
    sentence: () => 'An organization keeps at least one admin. Make someone else admin first.',
  },
  invitation_not_open: {
    status: 409,
    title: 'Invitation is not open',
    sentence: () => 'This invitation was used, withdrawn or has expired. Ask for a new one.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'Idempotency key reused',
    sentence: () => 'This idempotency key was used with another body.',
  },
  request_in_progress: {
    status: 409,
    title: 'Still being carried out',
    sentence: () => 'An earlier request with this idempotency key is still being carried out. Ask again in a moment.',
  },
  precondition_required: {
    status: 428,
    title: 'If-Match is needed',
    sentence: () => 'Send If-Match with the revision you have read.',
  },
  content_too_large: {
    status: 413,
    title: 'Too large',
    sentence: (d) => `That is too large${d.limit ? `: at most ${word(d.limit, '')}` : ''}.`,
  },
  unsupported_media: {
    status: 415,
    title: 'Format not supported',
    sentence: (d) => `This format cannot be read${d.accepted ? `. Use ${words(d.accepted, '')}` : ''}.`,
  },
  invalid_input: { status: 422, title: 'Some fields need attention', sentence: () => 'Look at the marked fields.' },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    sentence: (d) => `Too many requests. Try again in ${word(d.retryAfterSeconds, 'a few')} seconds.`,
  },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    sentence: (d) => `${word(d.what, 'A part of Accord')} is not available right now. Try again in a moment.`,
  },
} as const satisfies Record<string, ErrorRow>
export type ErrorCode = keyof typeof ERRORS

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
