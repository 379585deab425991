import { expect, test } from 'vitest'
import { DomainError, ERRORS, type ErrorCode, isDomainError } from '#domain/errors.ts'

const codes = Object.keys(ERRORS) as ErrorCode[]

test.each(codes)('%s has a sentence without any facts', (code) => {
  const { message, status } = new DomainError(code)
  expect(message).toMatch(/^[A-Z].*[.]$/)
  expect(message).not.toMatch(/undefined|null|NaN|\[object/)
  expect(status).toBeGreaterThanOrEqual(400)
})

// Programs decide by the status whether to ask again: it is part of the contract, docs/guides/api.md.
test('every code has the status that the API promises', () => {
  const codesOf = (status: number) => codes.filter((code) => ERRORS[code].status === status).toSorted()
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].toSorted()
  expect(Object.fromEntries(statuses.map((status) => [status, codesOf(status)]))).toEqual({
    400: ['malformed'],
    401: ['unauthenticated'],
    403: [
      'forbidden',
      'foreign_origin',
      'fresh_sign_in_required',
      'not_in_round',
      'not_your_comment',
      'not_your_signoff',
      'scope_missing',
    ],
    404: ['not_found'],
    405: ['method_not_allowed'],
    409: [
      'absence_circle',
      'absence_overlaps',
      'already_asked',
      'already_exists',
      'asker_cannot_approve',
      'attempts_left',
      'author_cannot_approve',
      'campaign_closed',
      'check_not_open',
      'check_not_passed',
      'check_outdated',
      'content_hash_mismatch',
      'delegated_before',
      'idempotency_key_reused',
      'in_use',
      'invalid_transition',
      'invitation_not_open',
      'last_admin',
      'nothing_in_effect',
      'process_not_failed',
      'publication_not_planned',
      'rendition_missing',
      'request_in_progress',
      'review_answered',
      'review_not_scheduled',
      'round_not_running',
      'round_open',
      'signer_absent',
      'signer_already_asked',
      'signer_not_asked',
      'signoff_already_decided',
      'step_already_decided',
      'suggestion_not_applicable',
      'suggestion_settled',
      'too_many_comments',
      'version_changed',
    ],
    410: ['calendar_feed_ended'],
    412: ['stale_revision'],
    413: ['content_too_large'],
    415: ['unsupported_media'],
    422: [
      'absence_past',
      'audience_empty',
      'bound_too_long',
      'campaign_date_past',
      'campaign_ends_too_early',
      'change_summary_required',
      'change_type_not_allowed',
      'comment_required',
      'due_date_not_later',
      'due_date_past',
      'effective_date_past',
      'empty_draft',
      'end_not_reached',
      'image_refused',
      'invalid_input',
      'missing_images',
      'moment_out_of_range',
      'no_signers',
      'owner_not_eligible',
      'quorum_unreachable',
      'quote_not_found',
      'reason_required',
      'review_date_past',
      'signer_not_eligible',
      'too_many_images',
      'unfilled_variables',
      'unknown_variables',
      'wording_refused',
    ],
    428: ['precondition_required'],
    429: ['rate_limited'],
    503: ['unavailable'],
  })
})

test('no refusal is a server error, save that a part is away', () => {
  expect(codes.filter((code) => ERRORS[code].status >= 500)).toEqual(['unavailable'])
})

test('a foreign error with a code is not ours', () => {
  expect(isDomainError(Object.assign(new Error('x'), { code: 'not_found' }))).toBe(false)
  expect(isDomainError(new DomainError('not_found'))).toBe(true)
})
