import { ERRORS, type ErrorCode } from '#domain/errors.ts'

/** What a program, or who writes it, does about a problem. */
const BY_STATUS: Record<number, string> = {
  400: 'Compare the request with the reference: its body must be JSON in UTF-8, its headers as described.',
  403: 'Use the key or the session of somebody who may, or ask an admin of the organization.',
  404: 'Check the id. What belongs to others answers exactly the same, so this says nothing about whether it exists.',
  409: 'Read the resource again: its state now is not the one that this command needs. `facts` says what stands in the way.',
  413: 'Send less at once. Bodies may have 1 MB, those with the text of a document 2.5 MB.',
  415: 'Send JSON, with `Content-Type: application/json`.',
  422: 'Correct what `errors` and the sentence name, and send it again.',
  429: 'Wait as long as `Retry-After` says. `RateLimit-Remaining` says how many are left.',
  503: 'Nothing was changed. Send the same request again after `Retry-After`, a POST with the same `Idempotency-Key`.',
}

const BY_CODE: Partial<Record<ErrorCode, string>> = {
  unauthenticated:
    'Send `Authorization: Bearer acc_…` with a key that was neither revoked nor has expired, or the cookie of a session with `X-Organization`.',
  foreign_origin: 'A browser names the site that a write comes from. Programs send an API key and no cookie.',
  scope_missing: 'Make a key with the scope that `facts.scope` names.',
  method_not_allowed: 'Use a method that the header `Allow` names.',
  stale_revision:
    'Read the draft again, bring your change into what is there now, and write it with the new ETag in `If-Match`.',
  precondition_required: 'Read the draft, and send its ETag in `If-Match` with what you write.',
  idempotency_key_reused: 'A key stands for one request. Make a new one, such as a UUID, for each.',
  request_in_progress: 'Send it again, unchanged, after `Retry-After`.',
  rendition_missing: 'Ask again in a moment: the file is made in the background.',
}

const INTERNAL = {
  code: 'internal',
  status: 500,
  title: 'Something broke on our side',
  sentence: 'What was saved before is kept, and of this request nothing was.',
  advice: 'Try again. If it breaks again, send us the `requestId`: the log has all the rest.',
}

export type ExplainedProblem = typeof INTERNAL

/** What a code means and what to do about it; null for a code that does not exist. */
export function explainProblem(code: string): ExplainedProblem | null {
  if (code === INTERNAL.code) return INTERNAL
  const known = explainedProblems().find((problem) => problem.code === code)
  return known ?? null
}

/** All of them, by status. */
export function explainedProblems(): ExplainedProblem[] {
  const codes = Object.keys(ERRORS) as ErrorCode[]
  const explained = codes.map((code) => {
    const { status, title, sentence } = ERRORS[code]
    return { code, status, title, sentence: sentence({}), advice: BY_CODE[code] ?? BY_STATUS[status] ?? '' }
  })
  return [...explained, INTERNAL].sort((a, b) => a.status - b.status)
}
