import { expect, test } from 'vitest'
import { adHocStep, type StepDefinition } from '#domain/approvals/definition.ts'
import {
  assertSignersEligible,
  type Candidate,
  type PlanFacts,
  planRound,
  stepApplies,
} from '#domain/approvals/plan.ts'

const member = (membershipId: string, changes: Partial<Candidate> = {}): Candidate => ({
  membershipId,
  name: membershipId,
  roles: [],
  groupIds: [],
  active: true,
  managerId: null,
  ...changes,
})
const facts = (changes: Partial<PlanFacts> = {}): PlanFacts => ({
  changeType: 'minor',
  kind: 'policy',
  frameworks: ['ISO 27001'],
  category: 'access_control',
  classification: 'internal',
  ownerId: 'owner',
  members: [
    member('owner', { managerId: 'boss' }),
    member('boss', { roles: ['approver'] }),
    member('ann', { roles: ['approver', 'author'] }),
    member('gone', { roles: ['approver'], active: false }),
  ],
  authorIds: ['ann'],
  authorsMayApprove: false,
  ...changes,
})
const step = (changes: Partial<StepDefinition>): StepDefinition => ({ ...adHocStep([]), ...changes })

test('a role stands for its active members who wrote nothing of the version', () => {
  const [planned] = planRound([step({ approvers: [{ kind: 'role', role: 'approver' }] })], facts())
  expect(planned?.signerIds).toEqual(['boss'])
})

test('an organization can let authors approve', () => {
  const steps = [step({ approvers: [{ kind: 'role', role: 'approver' }] })]
  expect(planRound(steps, facts({ authorsMayApprove: true }))[0]?.signerIds).toEqual(['boss', 'ann'])
})

test('the owner and the owner’s manager are found, each once', () => {
  const approvers: StepDefinition['approvers'] = [
    { kind: 'owner_manager' },
    { kind: 'owner' },
    { kind: 'people', membershipIds: ['boss', 'unknown'] },
  ]
  expect(planRound([step({ approvers })], facts())[0]?.signerIds).toEqual(['boss', 'owner'])
})

test('a group stands for its active members who wrote nothing of the version', () => {
  const inGroup = { groupIds: ['crisis'] }
  const members = [
    member('ann', inGroup),
    member('bob', inGroup),
    member('cy'),
    member('dee', { ...inGroup, active: false }),
  ]
  const [planned] = planRound([step({ approvers: [{ kind: 'group', groupId: 'crisis' }] })], facts({ members }))
  expect(planned?.signerIds).toEqual(['bob'])
})

test('a step whose conditions do not hold does not take place', () => {
  const legal = step({ ...adHocStep(['boss']), name: 'Legal', conditions: { changeTypes: ['major'] } })
  const always = { ...adHocStep(['owner']), name: 'Owner' }
  expect(planRound([legal, always], facts()).map(({ name }) => name)).toEqual(['Owner'])
  expect(planRound([legal, always], facts({ changeType: 'major' }))).toHaveLength(2)
  expect(() => planRound([legal], facts())).toThrow(expect.objectContaining({ code: 'no_signers' }))
})

test('a step asks for the kind, category, classification and one of the frameworks of the document', () => {
  const applies = (conditions: StepDefinition['conditions']) => stepApplies({ conditions }, facts())
  expect(applies({ kinds: ['policy'], categories: ['access_control'], classifications: ['internal'] })).toBe(true)
  expect(applies({ frameworks: ['GDPR', 'ISO 27001'] })).toBe(true)
  expect(applies({ frameworks: ['GDPR'] })).toBe(false)
  expect(applies({ kinds: ['plan'] })).toBe(false)
})

test('a step without anybody to ask is refused by name', () => {
  const steps = [{ ...adHocStep(['ann']), name: 'Security' }]
  expect(() => planRound(steps, facts())).toThrow('Nobody can sign the step “Security”.')
})

test('a quorum of more than can be asked is refused', () => {
  const steps = [{ ...adHocStep(['boss', 'gone']), rule: 'quorum' as const, quorum: 2 }]
  expect(() => planRound(steps, facts())).toThrow(expect.objectContaining({ code: 'quorum_unreachable' }))
})

test('a quorum of all who can be asked is planned', () => {
  const steps = [{ ...adHocStep(['boss', 'owner']), rule: 'quorum' as const, quorum: 2 }]
  expect(planRound(steps, facts())[0]?.signerIds).toEqual(['boss', 'owner'])
})

test.each([
  [[], 'no_signers'],
  [['gone'], 'signer_not_eligible'],
  [['unknown'], 'signer_not_eligible'],
  [['boss', 'ann'], 'author_cannot_approve'],
])('signers %j named by hand are refused with %s', (signers, code) => {
  expect(() => assertSignersEligible(signers, facts())).toThrow(expect.objectContaining({ code }))
  expect(() => assertSignersEligible(['boss'], facts())).not.toThrow()
})
