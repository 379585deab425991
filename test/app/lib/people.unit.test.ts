import { expect, test } from 'vitest'
import { isCalled, type PersonChoice, rolesInSentence, rolesInWords, whoIsMeant } from '#app/lib/people.ts'

const person = (name: string, email: string): PersonChoice => ({ id: email, name, email, position: null, roles: [] })
const chen = person('Chen Wei', 'chen@helix.example')
const other = person('Chen Wei', 'wei@helix.example')
const johanna = person('Johanna Chenoweth', 'jo@helix.example')

test('a whole name or an address is enough, however it is written', () => {
  for (const words of ['Chen Wei', ' chen  wei ', 'CHEN@helix.example']) {
    expect(whoIsMeant(words, [chen, johanna]), words).toEqual({ person: chen })
    expect(isCalled(chen, words), words).toBe(true)
  }
})

test('a part of a name is taken for nobody, even where it fits one person only', () => {
  expect(whoIsMeant('chen', [johanna])).toEqual({
    error: 'Nobody is called just “chen”. Did you mean Johanna Chenoweth (jo@helix.example)?',
  })
})

test('of two with one name the address decides', () => {
  expect(whoIsMeant('Chen Wei', [chen, other])).toEqual({
    error:
      'Several people are called “Chen Wei”. Write the address of Chen Wei (chen@helix.example) or Chen Wei (wei@helix.example)',
  })
  expect(whoIsMeant('wei@helix.example', [chen, other])).toEqual({ person: other })
})

test('an address wins over a name that looks like it', () => {
  const odd = person('chen@helix.example', 'odd@helix.example')
  expect(whoIsMeant('chen@helix.example', [odd, chen])).toEqual({ person: chen })
})

test('words that fit nobody are said to', () => {
  expect(whoIsMeant('Zoë', [])).toEqual({ error: 'Nobody here has the name or address “Zoë”' })
})

test('roles read as in a sentence', () => {
  expect(rolesInWords(['compliance_manager', 'it_manager', 'nonsense'])).toBe('Compliance manager and IT manager')
  expect(rolesInSentence(['admin', 'it_manager'])).toBe('admin and IT manager')
})
