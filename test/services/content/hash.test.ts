import { expect, test } from 'vitest'
import { canonicalHash, contentHash } from '#services/content/hash.ts'

const signed = {
  identifier: 'POL-AC-001',
  kind: 'policy',
  title: 'Access Control Policy',
  content: '<p>Zugriff für alle – 访问</p>',
  variables: [{ name: 'company', label: 'Company', type: 'text' as const, value: 'Helix' }],
}

test('the hash of known content never changes: signatures are bound to it', () => {
  expect(contentHash(signed)).toBe('0193bc776b43a5614fadcd3e977e491f8fc4e3d2dbb74cb3fc1b75b1377d7823')
})

test('the order of keys and fields beyond the signed ones do not matter', () => {
  const { title, ...rest } = signed
  const variables = [{ value: 'Helix', type: 'text' as const, label: 'Company', name: 'company' }]
  expect(contentHash({ title, ...rest, variables, ...{ status: 'draft' } })).toBe(contentHash(signed))
})

test.each(['identifier', 'kind', 'title', 'content'] as const)('another %s is another hash', (field) => {
  expect(contentHash({ ...signed, [field]: `${signed[field]} ` })).not.toBe(contentHash(signed))
})

test('another value of a variable is another hash', () => {
  const variables = signed.variables.map((variable) => ({ ...variable, value: 'Vela' }))
  expect(contentHash({ ...signed, variables })).not.toBe(contentHash(signed))
})

test('numbers and keys are written as RFC 8785 says', () => {
  expect(canonicalHash({ '\u20ac': 1e21, a: 0.000001 })).toBe(
    canonicalHash(JSON.parse('{"a":1e-6,"€":1000000000000000000000}')),
  )
  expect(() => canonicalHash(undefined)).toThrow(TypeError)
})
