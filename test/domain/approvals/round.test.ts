import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SIGNOFF_STATUSES, type SignoffStatus, STEP_RULES } from '#domain/approvals/definition.ts'
import { canStillPass, evaluateRound, evaluateStep, isStuck } from '#domain/approvals/round.ts'
import { assertDecidable, type DecisionFacts } from '#domain/approvals/signoffs.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const RUNS = randomRuns(500)
const rows = (statuses: SignoffStatus[]) => statuses.map((status) => ({ status }))
const anyStep = fc.record({
  step: fc.constantFrom(...STEP_RULES).chain((rule) =>
    fc.record({
      rule: fc.constant(rule),
      quorum: rule === 'quorum' ? fc.integer({ min: 1, max: 5 }) : fc.constant(null),
    }),
  ),
  statuses: fc.array(fc.constantFrom(...SIGNOFF_STATUSES), { maxLength: 6 }),
})

test('nothing is approved without an approval, and nothing with a rejection', () => {
  fc.assert(
    fc.property(anyStep, ({ step, statuses }) => {
      const verdict = evaluateStep(step, rows(statuses))
      if (!statuses.includes('approved')) expect(verdict).not.toBe('approved')
      expect(verdict === 'rejected').toBe(statuses.includes('rejected'))
    }),
    { numRuns: RUNS },
  )
})

test('the order of sign-offs makes no difference, nor do withdrawn and delegated ones', () => {
  fc.assert(
    fc.property(anyStep, ({ step, statuses }) => {
      const counted = statuses.filter((status) => status !== 'withdrawn' && status !== 'delegated').reverse()
      expect(evaluateStep(step, rows(counted))).toBe(evaluateStep(step, rows(statuses)))
    }),
    { numRuns: RUNS },
  )
})

test('a further approval never takes an approval back', () => {
  fc.assert(
    fc.property(anyStep, ({ step, statuses }) => {
      const before = evaluateStep(step, rows(statuses))
      const at = statuses.indexOf('pending')
      if (before !== 'approved' || at < 0) return
      expect(evaluateStep(step, rows(statuses.with(at, 'approved')))).toBe('approved')
    }),
    { numRuns: RUNS },
  )
})

test('a step passes once all who are asked approve, exactly when it can pass at all', () => {
  fc.assert(
    fc.property(anyStep, ({ step, statuses }) => {
      const open = statuses.filter((status) => status !== 'rejected')
      const all = open.map((status) => (status === 'pending' ? 'approved' : status))
      expect(evaluateStep(step, rows(all)) === 'approved').toBe(canStillPass(step, rows(open)))
    }),
    { numRuns: RUNS },
  )
})

test.each([
  ['all', null, ['approved', 'pending'], 'pending'],
  ['all', null, ['approved', 'approved'], 'approved'],
  ['any', null, ['approved', 'pending'], 'approved'],
  ['any', null, ['approved', 'rejected'], 'rejected'],
  ['quorum', 2, ['approved', 'pending', 'pending'], 'pending'],
  ['quorum', 2, ['approved', 'approved', 'pending'], 'approved'],
] as const)('rule %s %s of %j is %s', (rule, quorum, statuses, verdict) =>
  expect(evaluateStep({ rule, quorum }, rows([...statuses]))).toBe(verdict),
)

test('a round is approved when every step that took place is, and never without one', () => {
  expect(evaluateRound([{ status: 'approved' }, { status: 'skipped' }])).toBe('approved')
  expect(evaluateRound([{ status: 'approved' }, { status: 'waiting' }])).toBe('pending')
  expect(evaluateRound([{ status: 'rejected' }, { status: 'canceled' }])).toBe('rejected')
  expect(evaluateRound([{ status: 'skipped' }])).toBe('pending')
})

const facts = (changes: Partial<DecisionFacts>): DecisionFacts => ({
  signoff: { status: 'pending', signerId: 'me', signerName: 'Me', contentHash: 'h' },
  round: { status: 'running', purpose: 'approval' },
  version: { contentHash: 'h' },
  barred: [],
  deciderId: 'me',
  authorsMayApprove: false,
  comment: null,
  ...changes,
})

test.each([
  ['not_your_signoff', { deciderId: 'other' }],
  ['signoff_already_decided', { signoff: { status: 'approved', signerId: 'me', signerName: 'Me', contentHash: 'h' } }],
  ['round_not_running', { round: { status: 'withdrawn', purpose: 'approval' } }],
  ['content_hash_mismatch', { version: { contentHash: 'other' } }],
  ['author_cannot_approve', { barred: ['me'] }],
  ['asker_cannot_approve', { barred: ['me'], round: { status: 'running', purpose: 'retirement' } }],
] as [string, Partial<DecisionFacts>][])('an approval is refused with %s', (code, changes) => {
  expect(() => assertDecidable('approved', facts(changes))).toThrow(expect.objectContaining({ code }))
})

test('a rejection needs a comment, an approval none', () => {
  expect(() => assertDecidable('rejected', facts({ comment: ' ' }))).toThrow('Say why')
  expect(() => assertDecidable('rejected', facts({ comment: 'Wrong scope' }))).not.toThrow()
  expect(() => assertDecidable('approved', facts({}))).not.toThrow()
})

test('an author who was asked all the same may reject', () => {
  const version = { contentHash: 'h', authorIds: ['me'] }
  expect(() => assertDecidable('rejected', facts({ version, comment: 'No' }))).not.toThrow()
})

test.each<[boolean, SignoffStatus[]]>([
  [false, ['approved', 'pending']],
  [true, ['approved', 'withdrawn']],
  [false, ['approved', 'withdrawn', 'rejected']],
  [true, []],
])('a step that needs two is stuck: %s, with %j', (stuck, statuses) => {
  expect(isStuck({ rule: 'quorum', quorum: 2 }, rows(statuses))).toBe(stuck)
})
