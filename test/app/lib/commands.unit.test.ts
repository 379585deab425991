import { expect, test } from 'vitest'
import { RAIL_GROUPS } from '#app/lib/commands/command.ts'
import { commandsOf, matchCommands } from '#app/lib/commands/index.ts'
import { ROLES, type Role } from '#domain/roles.ts'

const reader = (...roles: Role[]) => ({
  orgSlug: 'helix',
  orgType: 'enterprise' as const,
  via: 'page' as const,
  scopes: null,
  roles,
})
const all = commandsOf(reader(...ROLES))

test('a reader has the commands of their roles', () => {
  const ids = commandsOf(reader('member')).map(({ id }) => id)
  expect(ids).toContain('inbox')
  expect(ids).not.toContain('new-policy')
  expect(ids).not.toContain('audit')
  expect(commandsOf(reader('author')).map(({ id }) => id)).toContain('new-policy')
})

test('no two commands share an id or keys', () => {
  for (const values of [all.map(({ id }) => id), all.flatMap(({ keys }) => keys ?? [])]) {
    expect(new Set(values).size).toBe(values.length)
  }
})

test('every part of the rail has an entry', () => {
  for (const { id } of RAIL_GROUPS) expect(all.some(({ rail }) => rail === id)).toBe(true)
})

test('a command is found by the beginnings of its words, and by what else it may be called', () => {
  const found = (words: string) => matchCommands(all, words).map(({ label }) => label)
  expect(found('invite')).toEqual(['Invite a member'])
  expect(found('add person')).toEqual(['Invite a member'])
  expect(found('sign')).toEqual(['Sign what waits for you', 'Account and sign-in'])
  expect(found('new pol')).toEqual(['New policy'])
  expect(found('olicy')).toEqual([])
})
