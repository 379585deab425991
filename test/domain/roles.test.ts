import { expect, test } from 'vitest'
import { type Actor, systemActor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { authorize, CAPABILITIES, type Capability, can, isRole, ROLES, type Role, rolesThatCan } from '#domain/roles.ts'
import { API_SCOPES, type ApiScope, isApiScope } from '#domain/scopes.ts'

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

/** Who may do what, once more and on its own: a column for each role in the order of ROLES; A: any row, o: own rows, -: none. */
const MATRIX: Record<Capability, string> = {
  'documents.read': 'AAAAAAA',
  'documents.read_drafts': 'AAAA-A-',
  'documents.create': 'AAA----',
  'documents.edit': 'AAo----',
  'documents.submit': 'AAo----',
  'documents.publish': 'AA-----',
  'documents.revise': 'AA-----',
  'documents.confirm_review': 'AAooooo',
  'reviews.manage': 'AA-----',
  'reviews.subscribe': 'AAAAAAA',
  'documents.archive': 'AA-----',
  'documents.delete': 'AAo----',
  'signoffs.be_asked': 'AA-A---',
  'rounds.manage': 'AAo----',
  'rounds.retry': 'AA-----',
  'approval_definitions.manage': 'AA-----',
  'campaigns.read': 'AA---A-',
  'campaigns.manage': 'AA-----',
  'checks.write': 'AAooooo',
  'campaigns.accept': 'AAAAAAA',
  'audit.read': 'AA--AA-',
  'members.read': 'AAAAAAA',
  'members.read_invitations': 'A------',
  'members.manage': 'A------',
  'groups.manage': 'AA-----',
  'settings.manage': 'A------',
}
/** The strongest letter of a row that some roles have. */
const letterOf = (roles: Role[], capability: Capability): string => {
  const letters = roles.map((role) => MATRIX[capability][ROLES.indexOf(role)])
  return ['A', 'o'].find((letter) => letters.includes(letter)) ?? '-'
}
const mayDo = (roles: Role[], capability: Capability): string => {
  const holder = actor({ roles })
  if (can(holder, capability) && can(holder, capability, { own: true })) return 'A'
  return can(holder, capability, { own: true }) ? 'o' : '-'
}

test.each(capabilities)('%s is held by the roles of its row and by no other', (capability) => {
  expect(ROLES.map((role) => mayDo([role], capability)).join('')).toBe(MATRIX[capability])
  expect(rolesThatCan(capability)).toEqual(ROLES.filter((role) => letterOf([role], capability) === 'A'))
})

test('whoever has two roles may do what either may', () => {
  for (const capability of capabilities)
    for (const one of ROLES)
      for (const other of ROLES) expect(mayDo([one, other], capability)).toBe(letterOf([one, other], capability))
})

test.each(capabilities)('%s takes the scope of its row, and no other scope will do', (capability) => {
  const { scope } = CAPABILITIES[capability]
  const withScopes = (scopes: ApiScope[]) => can(actor({ roles: [...ROLES], via: 'api', scopes }), capability)
  expect(withScopes([scope])).toBe(true)
  expect(withScopes(API_SCOPES.filter((each) => each !== scope))).toBe(false)
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

test('the system may do all, and reads every document', () => {
  const system = systemActor('org', null)
  expect(capabilities.filter((capability) => !can(system, capability))).toEqual([])
  expect(readerOf(system).readsEverything).toBe(true)
})

test('a compliance manager reads every document, an admin does not', () => {
  expect(readerOf(actor({ roles: ['compliance_manager'] })).readsEverything).toBe(true)
  expect(readerOf(actor({ roles: ['admin'] })).readsEverything).toBe(false)
})

test('only the names of roles and scopes are taken for such', () => {
  expect([...ROLES, ...API_SCOPES].filter(isRole)).toEqual(ROLES)
  expect([...ROLES, ...API_SCOPES].filter(isApiScope)).toEqual(API_SCOPES)
})
