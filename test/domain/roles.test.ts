import { expect, test } from 'vitest'
import { type Actor, systemActor } from '#domain/actor.ts'
import { authorize, CAPABILITIES, type Capability, can, meets, ROLES, rolesThatCan } from '#domain/roles.ts'

const actor = (changes: Partial<Actor> = {}): Actor => ({
  ...systemActor('org', null),
  via: 'page',
  userId: 'user',
  membershipId: 'member',
  ...changes,
})
const capabilities = Object.keys(CAPABILITIES) as Capability[]

test('somebody without a role can do nothing', () => {
  expect(capabilities.filter((capability) => can(actor(), capability, { own: true }))).toEqual([])
})

test('every capability is held by some role, so that no denial is a dead end', () => {
  for (const capability of capabilities) expect(rolesThatCan(capability)).not.toEqual([])
})

test('an author edits only what is theirs', () => {
  const author = actor({ roles: ['author'] })
  expect(can(author, 'documents.edit')).toBe(false)
  expect(can(author, 'documents.edit', { own: true })).toBe(true)
})

test('publishing takes an admin or a compliance manager', () => {
  expect(ROLES.filter((role) => can(actor({ roles: [role] }), 'documents.publish'))).toEqual([
    'admin',
    'compliance_manager',
  ])
})

test('a denial names the roles that could', () => {
  expect(() => authorize(actor({ roles: ['author'] }), 'documents.publish')).toThrow(
    'You cannot publish documents. It takes the role admin or compliance manager.',
  )
})

test('an API key does no more than its scopes, whatever the role', () => {
  const key = actor({ roles: ['admin'], via: 'api', scopes: ['documents:read'] })
  expect(can(key, 'documents.read')).toBe(true)
  expect(() => authorize(key, 'documents.publish')).toThrow('This API key lacks the scope documents:publish.')
})

test('what an agency has, an enterprise lacks, whatever the role', () => {
  const needs = { orgType: 'agency', capability: 'members.manage' } as const
  expect(meets(actor({ roles: ['admin'], orgType: 'agency' }), needs)).toBe(true)
  expect(meets(actor({ roles: ['admin'], orgType: 'enterprise' }), needs)).toBe(false)
  expect(meets(actor({ roles: ['author'], orgType: 'agency' }), needs)).toBe(false)
  expect(meets(actor({ roles: [], orgType: 'enterprise' }), {})).toBe(true)
})
