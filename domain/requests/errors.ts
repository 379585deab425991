import { type ErrorTable, word, words } from '../error-table.ts'

/** What is refused whatever the request is about. */
export const REQUEST_ERRORS = {
  malformed: {
    status: 400,
    title: 'Malformed request',
    sentence: (d) => `The request could not be read${d.because ? `: ${word(d.because, '')}` : ''}.`,
  },
  unauthenticated: { status: 401, title: 'Sign in first', sentence: () => 'Sign in to go on.' },
  foreign_origin: {
    status: 403,
    title: 'Sent from another site',
    sentence: () => 'This request came from another site and was refused. Nothing was changed.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    sentence: (d) => `This address answers to ${words(d.allowed, 'other methods')}.`,
  },
  not_found: { status: 404, title: 'Not found', sentence: () => 'It does not exist, or it is not yours to see.' },
  invalid_input: { status: 422, title: 'Some fields need attention', sentence: () => 'Look at the marked fields.' },
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
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    sentence: (d) => `Too many requests. Try again in ${word(d.retryAfterSeconds, 'a few')} seconds.`,
  },
  in_use: {
    status: 409,
    title: 'In use',
    sentence: (d) => `This is not possible, because of ${words(d.by, 'what depends on it')}.`,
  },
  already_exists: { status: 409, title: 'Already exists', sentence: (d) => `${word(d.what, 'It')} already exists.` },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    sentence: (d) =>
      `${word(d.what, 'A part of Accord')} is not available right now. What was saved before is kept. Try again in a moment.`,
  },
} as const satisfies ErrorTable
