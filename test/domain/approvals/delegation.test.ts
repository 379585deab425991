import { expect, test } from 'vitest'
import {
  assertDelegable,
  assertMayStandIn,
  type DelegationFacts,
  type PlaceFacts,
} from '#domain/approvals/delegation.ts'

const refused = (code: string) => expect.objectContaining({ code })
const CHEN = { membershipId: 'chen', name: 'Chen Wei', active: true }
const PLACE: PlaceFacts = {
  asked: [{ signerId: 'ben' }],
  barred: ['ada'],
  purpose: 'approval',
  authorsMayApprove: false,
}
const OPEN: DelegationFacts = {
  signoff: { status: 'pending', signerId: 'ben', signerName: 'Ben Lindqvist', onBehalfOf: null },
  round: { status: 'running' },
  deciderId: 'ben',
}
const signoff = (changes: Partial<DelegationFacts['signoff']>) => ({
  ...OPEN,
  signoff: { ...OPEN.signoff, ...changes },
})

test('an active member who was not asked in the step and did not write the text may stand in', () => {
  expect(() => assertMayStandIn(CHEN, PLACE)).not.toThrow()
})

test.each([
  ['somebody who left', { ...CHEN, active: false }, PLACE, 'signer_not_eligible'],
  ['nobody', undefined, PLACE, 'signer_not_eligible'],
  ['an author', { ...CHEN, membershipId: 'ada' }, PLACE, 'author_cannot_approve'],
  [
    'who asked for the publication',
    { ...CHEN, membershipId: 'ada' },
    { ...PLACE, purpose: 'publication' },
    'asker_cannot_approve',
  ],
  ['who asks for it', { ...CHEN, membershipId: 'ben' }, PLACE, 'signer_already_asked'],
] as const)('%s may not', (_who, member, place, code) => {
  expect(() => assertMayStandIn(member, place)).toThrow(refused(code))
})

test('an author may where the organization lets authors approve', () => {
  const ada = { ...CHEN, membershipId: 'ada' }
  expect(() => assertMayStandIn(ada, { ...PLACE, authorsMayApprove: true })).not.toThrow()
})

test('an open request may be passed on by whom it was asked of', () => {
  expect(() => assertDelegable(OPEN)).not.toThrow()
})

test.each([
  ['somebody else’s', { ...OPEN, deciderId: 'ada' }, 'not_your_signoff'],
  ['a decided one', signoff({ status: 'approved' }), 'signoff_already_decided'],
  ['one that was passed on already', signoff({ status: 'delegated' }), 'signoff_already_decided'],
  ['one of a round that is over', { ...OPEN, round: { status: 'withdrawn' } }, 'round_not_running'],
  ['one that came from another', signoff({ onBehalfOf: 'Grace Kim' }), 'delegated_before'],
] as const)('%s may not', (_what, facts, code) => {
  expect(() => assertDelegable(facts)).toThrow(refused(code))
})
