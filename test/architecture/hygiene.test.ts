import { describe, expect, test } from 'vitest'
import { HABITS } from './hygiene.ts'
import { projectFiles } from './sources.ts'

/** What others wrote, or a machine did; and the list of habits with its examples, which names them all. */
const NOT_OURS = /^(db\/migrations\/|test\/histories\/|test\/architecture\/hygiene)/

const files = projectFiles(/^(app|domain|services|db|workflows|activities|worker|engines|bench|test|docs)\//).filter(
  ({ path }) => !NOT_OURS.test(path),
)

describe.each(HABITS)('no file has $name', ({ name, files: concerned, where }) => {
  test('in the whole project', () => {
    const examined = files.filter(({ path }) => concerned.test(path))
    expect(examined.length).toBeGreaterThan(10)
    expect(examined.flatMap(({ path, text }) => where(text, path).map((line) => `${path}:${line}: ${name}`))).toEqual(
      [],
    )
  })
})

/** A bad file per habit, and one that only looks like it. */
const EXAMPLES: Record<string, { path: string; bad: string; fine: string }> = {
  'more than 400 lines': { path: 'domain/x.ts', bad: '\n'.repeat(401), fine: '\n'.repeat(400) },
  'a route of more than 150 lines': { path: 'app/routes/x.tsx', bad: '\n'.repeat(151), fine: '\n'.repeat(150) },
  'the type that turns types off': {
    path: 'domain/x.ts',
    bad: 'const x = y as unknown as any[]',
    fine: 'const any = "any" // any',
  },
  'an error of the type checker silenced': { path: 'app/x.tsx', bad: '// @ts-ignore', fine: '// ignore' },
  'work left for later': { path: 'db/x.sql', bad: '-- TODO: index', fine: '-- todos' },
  'a test that sleeps instead of waiting for a condition': {
    path: 'test/x.test.ts',
    bad: 'await new Promise((resolve) => setTimeout(resolve, 300))',
    fine: 'await waitFor(() => done)',
  },
  'a test that is left out, or leaves the others out': {
    path: 'test/x.test.ts',
    bad: "test.only('x')",
    fine: "test.each([])('x')",
  },
  'a property test whose cases nobody counts': {
    path: 'test/x.test.ts',
    bad: 'const RUNS = 100\nfc.assert(property, { numRuns: RUNS })',
    fine: 'const RUNS = randomRuns(100)\nfc.assert(one, { numRuns: RUNS })\nfc.assert(other, { seed: 1, numRuns: randomRuns(9) })',
  },
  'a module replaced by a mock': { path: 'test/x.test.ts', bad: "vi.mock('pg')", fine: 'vi.fn()' },
  'a color that is not a token': {
    path: 'app/styles/x.css',
    bad: 'a { color: #c00 }',
    fine: "a { color: var(--ink) } /* '#app/lib/x.ts' &#8203; #add-row */",
  },
}

test.each(HABITS)('a file with $name is caught, one that looks like it is not', ({ name, files: concerned, where }) => {
  const example = EXAMPLES[name]
  if (!example) throw new Error(`no example of ${name}`)
  expect(concerned.test(example.path)).toBe(true)
  expect(where(example.bad, example.path)).not.toEqual([])
  expect(where(example.fine, example.path)).toEqual([])
})
