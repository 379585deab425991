import { expect, test } from 'vitest'
import { environmentOf } from '#engines/launch/parts.ts'
import { requiredBy, VARIABLE_NAMES } from '#services/config/variables.ts'

const set = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, 'set']))
const everything: NodeJS.ProcessEnv = { ...set, NODE_ENV: 'production', PATH: '/usr/bin' }

test.each(['web', 'worker'] as const)(
  '%s gets what it requires, and not the address of the owner of the tables',
  (name) => {
    const given = environmentOf(name, everything)
    expect(Object.keys(given)).toEqual(expect.arrayContaining(['PATH', ...requiredBy(name)]))
    expect(given).not.toHaveProperty('DATABASE_OWNER_URL')
  },
)

test('the secret that signs sessions is not given to the worker', () => {
  expect(environmentOf('worker', everything)).not.toHaveProperty('AUTH_SECRET')
})
