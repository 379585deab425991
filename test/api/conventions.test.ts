import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization } from '#test/support/factories.ts'
import { startApi } from './support/api.ts'

const { db } = await createTestDatabase()
const api = await startApi(db)
const helix = await makeOrganization(db)
const ada = await makeMember(db, helix, ['compliance_manager', 'admin'])
const key = await api.keyOf(ada)

const policy = { kind: 'policy', category: 'access_control', title: 'Access control policy' }
const create = (headers: Record<string, string> = {}, body: unknown = policy) =>
  api.send('/documents', { method: 'POST', key, body, headers })

describe('who asks', () => {
  test('nobody gets a problem that says to sign in', async () => {
    const answer = await api.send('/me', { headers: { 'x-request-id': 'request-0001' } })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(answer.json).toEqual({
      type: '/problems/unauthenticated',
      title: 'Sign in first',
      status: 401,
      detail: 'Sign in to go on.',
      code: 'unauthenticated',
      requestId: 'request-0001',
    })
  })

  test('a key acts as its person, within its scopes', async () => {
    const narrow = await api.keyOf(ada, ['audit:read'])
    expect((await api.send('/me', { key: narrow })).json).toMatchObject({ scopes: ['audit:read'] })
    expect((await api.send('/audit', { key: narrow })).status).toBe(200)
    const refused = await api.send('/documents', { key: narrow })
    expect(refused.json).toMatchObject({ status: 403, code: 'scope_missing', facts: { scope: 'documents:read' } })
  })
})

describe('bodies', () => {
  test('unknown fields are refused by name', async () => {
    const { json } = await create({}, { ...policy, colour: 'red', 'a/b': 1 })
    expect(json).toMatchObject({
      status: 422,
      code: 'invalid_input',
      errors: [
        { pointer: '/colour', message: 'This field is not known' },
        { pointer: '/a~1b', message: 'This field is not known' },
      ],
    })
  })

  test('every wrong field is named at once', async () => {
    const { json } = await create({}, { kind: 'poem', title: '' })
    expect(json?.errors).toEqual([
      { pointer: '/kind', message: 'Choose what kind of document it is' },
      { pointer: '/category', message: 'Choose a category' },
      { pointer: '/title', message: 'Write a title' },
    ])
  })
})

describe('idempotency', () => {
  test('the same key and body give the same answer, and one document', async () => {
    const first = await create({ 'idempotency-key': 'one' })
    const again = await create({ 'idempotency-key': 'one' })
    expect(first.status).toBe(201)
    expect(again).toMatchObject({ status: 201, text: first.text })
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })
})

test('nothing of this was a bug', () => {
  expect(api.bugs).toEqual([])
})
