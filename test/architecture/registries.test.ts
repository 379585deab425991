import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '#app/api/resources.ts'
import { ERRORS } from '#domain/errors.ts'
import { CAPABILITIES } from '#domain/roles.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import { projectFiles, typescriptFiles } from './sources.ts'

const product = typescriptFiles().filter(({ path }) => !/^(test|bench)\//.test(path))

describe('error codes', () => {
  const source = product.map(({ text }) => text).join('\n')
  /** A refusal is thrown, is the guard of a command, or is what another error is turned into. */
  const isMade = (code: string) =>
    new RegExp(`(DomainError\\(|super\\(|refusal: |refusalOf\\()\\s*'${code}'`).test(source)

  test.each(Object.keys(ERRORS))('%s is thrown somewhere', (code) => {
    expect(isMade(code)).toBe(true)
  })

  test('a code that nobody throws would be found', () => {
    expect(isMade('identifier_taken')).toBe(false)
  })

  test('each is declared beside one noun, and every noun is merged', async () => {
    const files = projectFiles(/^domain\/[^/]+\/errors\.ts$/)
    const nouns = files.flatMap(({ path }) => path.split('/')[1] ?? [])
    const modules: object[] = await Promise.all(nouns.map((noun) => import(`../../domain/${noun}/errors.ts`)))
    const declared = modules.flatMap((module) => Object.values(module).flatMap((table) => Object.keys(table)))
    expect(declared.toSorted()).toEqual(Object.keys(ERRORS).toSorted())
  })
})

describe('capabilities', () => {
  const asking = product.filter(({ path }) => path !== 'domain/roles.ts').map(({ text }) => text)

  test.each(Object.keys(CAPABILITIES))('%s is asked for somewhere', (capability) => {
    expect(asking.some((text) => text.includes(`'${capability}'`))).toBe(true)
  })

  test('every scope that a key can carry is needed for something', () => {
    const needed = new Set(OPERATIONS.map(({ scope }) => scope))
    expect(API_SCOPES.filter((scope) => !needed.has(scope))).toEqual([])
  })
})
