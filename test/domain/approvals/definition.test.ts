import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultFor, GENERAL, scopesAfterEdit, scopesOf } from '#domain/approvals/defaults.ts'
import { type Approver, adHocStep, type StepDefinition } from '#domain/approvals/definition.ts'
import { dryRun } from '#domain/approvals/dry-run.ts'
import { faultsOf, placeOf } from '#domain/approvals/faults.ts'
import type { Candidate } from '#domain/approvals/plan.ts'
import { planRound } from '#domain/approvals/plan.ts'
import { sentenceOf, textOf } from '#domain/approvals/sentence.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { ROLES } from '#domain/roles.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const named = (...membershipIds: string[]): Approver => ({ kind: 'people', membershipIds })
const step = (changes: Partial<StepDefinition>): StepDefinition => ({ ...adHocStep(['ana']), ...changes })
const NAMES: Record<string, string> = { ana: 'Ana', ben: 'Ben', cai: 'Cai', dee: 'Dee' }
const nameOf = (id: string) => NAMES[id]
const sentence = (...steps: StepDefinition[]) => textOf(sentenceOf(steps, nameOf))

describe('the default of a document', () => {
  const category = { kind: null, category: 'encryption' as const, id: 'category' }
  const kind = { kind: 'policy' as const, category: null, id: 'kind' }
  const general = { ...GENERAL, id: 'general' }
  const document = { kind: 'policy', category: 'encryption' }

  test('is that of its category, before that of its kind, before that of all', () => {
    expect(defaultFor([general, kind, category], document)).toEqual({ chosen: category, why: 'category' })
    expect(defaultFor([general, kind, category], { ...document, category: 'custom' })?.why).toBe('kind')
    expect(defaultFor([general, kind, category], { kind: 'plan', category: 'custom' })?.why).toBe('general')
    expect(defaultFor([kind, category], { kind: 'plan', category: 'custom' })).toBeNull()
  })

  test('a definition that names neither kinds nor categories is for all', () => {
    expect(scopesOf({})).toEqual([GENERAL])
    expect(scopesOf({ kinds: ['plan'], categories: ['encryption'] })).toHaveLength(2)
  })

  test('a new version takes nothing from another one, and what is nobody’s', () => {
    const own = [{ kind: 'plan' as const, category: null }]
    const appliesTo = { kinds: ['plan' as const, 'guide' as const], categories: ['encryption' as const] }
    expect(scopesAfterEdit(appliesTo, { own, others: [category] })).toEqual(scopesOf({ kinds: ['plan', 'guide'] }))
    expect(scopesAfterEdit(appliesTo, { own: [], others: [] })).toEqual([])
  })
})

describe('a definition as a sentence', () => {
  test('reads as somebody would say it', () => {
    expect(
      sentence(
        step({ approvers: [{ kind: 'owner_manager' }], daysToDecide: { count: 3, kind: 'business' } }),
        step({
          approvers: [named('ana', 'ben'), { kind: 'role', role: 'it_manager' }],
          rule: 'quorum',
          quorum: 2,
          daysToDecide: { count: 1, kind: 'calendar' },
          freshSignIn: true,
          escalation: { afterDays: 1, to: [{ kind: 'owner' }] },
          conditions: { changeTypes: ['major'], frameworks: ['ISO 27001', 'GDPR'] },
        }),
      ),
    ).toBe(
      'First the owner’s manager, within 3 working days; then if the change is major and it answers to “ISO 27001” or ' +
        '“GDPR”, any two of Ana, Ben and the IT managers, within 1 day, signing in again to sign. Who is late is ' +
        'reminded, then others are notified. Time never approves.',
    )
  })

  test('its parts lead to the steps', () => {
    const parts = sentenceOf([step({}), step({ approvers: [named('ben')] })], nameOf)
    expect(parts.filter(({ step: at }) => at !== null)).toEqual([
      { text: 'Ana', step: 0 },
      { text: 'Ben', step: 1 },
    ])
  })

  const some = <T>(...values: T[]) =>
    fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined })
  const approver = fc.oneof(
    fc.uniqueArray(fc.constantFrom('ana', 'ben', 'cai', 'dee'), { minLength: 1 }).map((ids) => named(...ids)),
    fc.constantFrom(...ROLES).map((role): Approver => ({ kind: 'role', role })),
    fc.constantFrom<Approver>({ kind: 'owner' }, { kind: 'owner_manager' }),
  )
  const conditions = fc
    .record({
      changeTypes: some(...CHANGE_TYPES),
      kinds: some(...DOCUMENT_KINDS),
      categories: some(...CATEGORY_CODES.slice(0, 3)),
      classifications: some(...CLASSIFICATIONS),
      frameworks: some('ISO 27001', 'GDPR'),
    })
    .map((lists) => Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined)))
  const anyStep: fc.Arbitrary<StepDefinition> = fc
    .record({
      mode: fc.constantFrom('decides' as const, 'consults' as const),
      approvers: fc.array(approver, { minLength: 1, maxLength: 3 }),
      needed: fc.constantFrom<'all' | number>('all', 1, 2, 3, 11),
      daysToDecide: fc.option(
        fc.record({
          count: fc.integer({ min: 1, max: 9 }),
          kind: fc.constantFrom('calendar' as const, 'business' as const),
        }),
      ),
      freshSignIn: fc.boolean(),
      conditions,
    })
    .map(({ needed, ...rest }) =>
      step({ ...rest, ...(needed === 'all' ? { rule: 'all' } : { rule: 'quorum', quorum: needed }) }),
    )
  /** All that the sentence speaks of. How many must approve means nothing where people are only consulted. */
  const meant = (steps: StepDefinition[]) =>
    JSON.stringify(
      steps.map(({ mode, approvers, quorum, daysToDecide, freshSignIn, conditions: only }) => [
        mode,
        approvers.flatMap((one): unknown[] => (one.kind === 'people' ? one.membershipIds : [one])),
        mode === 'consults' ? null : quorum,
        daysToDecide,
        freshSignIn,
        Object.entries(only).toSorted(),
      ]),
    )

  test('two definitions that differ in what it speaks of differ in it', () => {
    const steps = fc.array(anyStep, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(steps, steps, fc.boolean(), (one, other, alike) => {
        // Most random definitions differ in everything; the ones that are told apart by little are the hard ones.
        const [first] = other
        const second =
          alike && first ? [{ ...first, approvers: one[0]?.approvers ?? first.approvers }, ...one.slice(1)] : other
        expect(sentence(...one) === sentence(...second)).toBe(meant(one) === meant(second))
      }),
      { numRuns: randomRuns(3_000) },
    )
  })
})

const member = (membershipId: string, changes: Partial<Candidate> = {}): Candidate => ({
  membershipId,
  name: NAMES[membershipId] ?? membershipId,
  roles: [],
  groupIds: [],
  active: true,
  managerId: null,
  ...changes,
})
const members = [
  member('ana', { roles: ['approver'], managerId: 'ben' }),
  member('ben', { roles: ['approver', 'auditor'] }),
  member('cai', { groupIds: ['board'] }),
  member('dee', { active: false, roles: ['it_manager'] }),
]
const groups = new Map([
  ['board', 'Board'],
  ['legal', 'Legal'],
])
const found = (steps: StepDefinition[], authorsMayApprove = true) => {
  const { errors, warnings } = faultsOf({ steps }, { members, groups, authorsMayApprove })
  return { errors: errors.map(placeOf), warnings: warnings.map(placeOf) }
}

describe('what is wrong with a definition', () => {
  test.each<[string, Partial<StepDefinition>, string]>([
    [
      'a quorum above its people',
      { rule: 'quorum', quorum: 3, approvers: [{ kind: 'role', role: 'approver' }] },
      'quorum',
    ],
    ['a role that nobody holds any more', { approvers: [{ kind: 'role', role: 'it_manager' }] }, 'approvers'],
    ['a group that nobody is in', { approvers: [{ kind: 'group', groupId: 'legal' }] }, 'approvers'],
    [
      'a group that is retired',
      { approvers: [named('ana'), { kind: 'group', groupId: 'gone' }] },
      'approvers/1/groupId',
    ],
    ['somebody who has left', { approvers: [named('ana', 'dee')] }, 'approvers/0/membershipIds/1'],
    ['a step that consults', { mode: 'consults' }, 'mode'],
    ['to notify again nobody', { overdueAction: 'escalate' }, 'overdueAction'],
    ['to notify those who are late themselves', { escalation: { afterDays: 1, to: [named('ana')] } }, 'escalation/to'],
    [
      'to notify the owner’s manager, who is late themselves',
      { approvers: [{ kind: 'owner_manager' }], escalation: { afterDays: 1, to: [{ kind: 'owner_manager' }] } },
      'escalation/to',
    ],
    [
      'to notify a role that nobody holds',
      { escalation: { afterDays: 1, to: [{ kind: 'role', role: 'author' }] } },
      'escalation/to',
    ],
  ])('%s is refused, with the place', (_, changes, field) => {
    expect(found([step({ name: 'First' }), step(changes)]).errors).toEqual([`steps/1/${field}`])
  })

  test('two steps of one name are told apart by nobody', () => {
    expect(found([step({ name: 'Legal' }), step({ name: 'legal' })]).errors).toEqual(['steps/1/name'])
  })

  test('a step of more people than a step may ask is refused', () => {
    const crowd = Array.from({ length: 5_000 }, (_, n) => member(`m${n}`, { roles: ['member'] }))
    const steps = [step({ approvers: [{ kind: 'role', role: 'member' }] })]
    const { errors } = faultsOf({ steps }, { members: crowd, groups, authorsMayApprove: true })
    expect(errors.map(({ message }) => message)).toEqual(['This would ask 5000 people. Ask at most 200 in a step'])
  })

  test('one person alone is worth a look where authors do not approve, and so is a step that is never late', () => {
    expect(found([step({})], false)).toEqual({ errors: [], warnings: ['steps/0/approvers'] })
    expect(found([step({ approvers: [{ kind: 'owner' }] })], false).warnings).toEqual(['steps/0/approvers'])
    expect(found([step({ approvers: [named('ana', 'ben')] })], false).warnings).toEqual([])
    expect(found([step({ overdueAction: 'reject' })]).warnings).toEqual(['steps/0/daysToDecide'])
  })

  test('a definition that may ask nobody is worth a look, and a step that its own documents never meet', () => {
    const conditions = { categories: ['encryption' as const] }
    expect(found([step({ conditions })]).warnings).toEqual(['steps'])
    const steps = [step({ conditions }), step({ name: 'Always' })]
    const facts = { members, groups, authorsMayApprove: true }
    const places = (appliesTo: object) => faultsOf({ steps, appliesTo }, facts).warnings.map(placeOf)
    expect(places({ categories: ['custom'] })).toEqual(['steps/0/conditions'])
    expect(places({ categories: ['custom'], kinds: ['plan'] })).toEqual([])
  })
})

describe('a dry run', () => {
  const zurich = { timeZone: 'Europe/Zurich', workingDays: [1, 2, 3, 4, 5], holidays: new Set<string>() }
  const facts = {
    changeType: 'minor' as const,
    kind: 'policy' as const,
    category: 'encryption',
    classification: 'internal' as const,
    frameworks: [],
    ownerId: 'ana',
    members,
    authorIds: ['cai'],
    authorsMayApprove: false,
    // A Friday.
    now: new Date('2026-11-27T15:40:00Z'),
    calendar: zurich,
    calendarOf: (id: string) => (id === 'ben' ? { ...zurich, timeZone: 'America/New_York' } : zurich),
  }
  const business = (count: number) => ({ count, kind: 'business' as const })

  test('says who is asked, in which order and by when, if everybody takes all the time they have', () => {
    const run = dryRun(
      [
        step({ name: 'Manager', approvers: [{ kind: 'owner_manager' }], daysToDecide: business(2) }),
        step({ name: 'Board', conditions: { changeTypes: ['major'] } }),
        step({ name: 'Two', approvers: [named('ana', 'ben', 'cai')], daysToDecide: business(3) }),
      ],
      facts,
    )
    expect(run.steps.map(({ people }) => people.map(({ name }) => name))).toEqual([['Ben'], [], ['Ana', 'Ben']])
    expect(run.steps.map(({ dueAt }) => dueAt?.toISOString())).toEqual([
      '2026-12-01T22:59:59.000Z',
      undefined,
      '2026-12-04T22:59:59.000Z',
    ])
    expect(run.steps[1]?.skipped).toBe('Only if the change is major')
    expect(run.endsAt?.toISOString()).toBe('2026-12-04T22:59:59.000Z')
    // Ben begins to work at nine in New York.
    expect(run.steps[0]?.people[0]?.firstReminderAt?.toISOString()).toBe('2026-12-01T14:00:00.000Z')
    expect(run.warnings.map(({ message }) => message)).toEqual(['Ben is asked more than once, in steps 1 and 3'])
  })

  test('says what it could not do instead of refusing it', () => {
    const onlyAuthor = dryRun([step({ approvers: [named('cai')], daysToDecide: business(1) })], facts)
    expect(onlyAuthor.errors.map(({ message }) => message)).toEqual([
      'Whoever it asks wrote part of the version, so nobody is left to decide',
    ])
    expect(onlyAuthor.endsAt).toBeNull()
    expect(dryRun([step({ conditions: { kinds: ['plan'] } })], facts).errors).toHaveLength(1)
    const short = step({ approvers: [named('ana', 'cai')], rule: 'quorum', quorum: 2 })
    expect(dryRun([short], facts).errors.map(({ message }) => message)).toEqual([
      'It takes 2 approvals, and 1 can decide',
    ])
  })

  test('refuses exactly what the planner refuses, and asks whom it asks', () => {
    const who = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'cai', 'dee'), { minLength: 1 })
    const steps = fc.array(
      fc
        .record({ who, quorum: fc.option(fc.integer({ min: 1, max: 3 })), major: fc.boolean() })
        .map(({ who: ids, quorum, major }) =>
          step({
            approvers: [named(...ids)],
            rule: quorum === null ? 'all' : 'quorum',
            quorum,
            conditions: major ? { changeTypes: ['major'] } : {},
          }),
        ),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(steps, (definition) => {
        const run = dryRun(definition, facts)
        const asked = run.steps.filter(({ takesPlace }) => takesPlace).map(({ people }) => people.map(({ id }) => id))
        const planned = () => planRound(definition, facts).map(({ signerIds }) => signerIds)
        if (run.errors.length > 0) expect(planned).toThrow()
        else expect(planned()).toEqual(asked)
      }),
      { numRuns: randomRuns(500) },
    )
  })
})
