import { expect, test } from 'vitest'
import { typescriptFiles } from './sources.ts'
import { parse, WORKFLOW_RULES } from './workflow-rules.ts'

const files = typescriptFiles()

test.each(WORKFLOW_RULES)('no workflow code has $name', ({ files: concerned, where }) => {
  const examined = files.filter(({ path }) => concerned.test(path))
  expect(examined.length).toBeGreaterThan(1)
  expect(examined.flatMap(({ path, text }) => where(parse(path, text)).map((line) => `${path}:${line}`))).toEqual([])
})

test('every export of workflows/index.ts comes from a file that these rules examine', () => {
  const index = files.find(({ path }) => path === 'workflows/index.ts')
  const sources = [...(index?.text.matchAll(/from '\.\/(.+)'/g) ?? [])].map(([, source]) => `workflows/${source}`)
  expect(sources.length).toBeGreaterThan(1)
  for (const source of sources) expect(source).toMatch(/^workflows\/[^/]+\/workflow\.ts$/)
})

test('patch ids differ between the files of workflows too', () => {
  const ids = files
    .filter(({ path }) => path.startsWith('workflows/'))
    .flatMap(({ text }) => [...text.matchAll(/\b(?:patched|deprecatePatch)\('([^']+)'\)/g)].map(([, id]) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

const run = (body: string) => `export async function x(): Promise<void> {\n${body}\n}`

/** Bad code for each rule, and code that only looks like it. */
const EXAMPLES: Record<string, { bad: string[]; fine: string[] }> = {
  'a call that differs between a run and its replay': {
    bad: [
      'setTimeout(work, 1_000)',
      'const id = crypto.randomUUID()',
      "if (process.env.MODE === 'x') work()",
      "const file = await import('./other.ts')",
      'globalThis.fetch(address)',
      'export const log = console.log',
      'const answer = await fetch(address)',
    ],
    fine: [
      'const at = new Date().toISOString()',
      'interface Machine { process: string }',
      'const { orgId } = round.process',
      'await runProcess({ process: 1 })',
      'Math.random()',
    ],
  },
  'a payload of a type that JSON changes': {
    bad: [
      'interface X { at: Date }',
      'type X = { ids: Set<string> }',
      'interface X { run(at: Date): void }',
      'interface X { n: bigint }',
    ],
    fine: ['interface X { at: string }', 'const at = new Date()', 'interface X { ids: readonly string[] }'],
  },
  'a handler that waits: it notes what came, and the process acts on it': {
    bad: ['setHandler(decided, async () => { await work() })', 'setHandler(stage, async function () { return 1 })'],
    fine: ['setHandler(decided, () => { over = true })', 'run(async () => { await work() })'],
  },
  'a patch id that is no literal, or that guards two changes': {
    bad: [
      'patched(name)',
      "if (patched('a')) one()\nif (patched('a')) two()",
      "const A = 'a'\nif (patched(A)) one()\ndeprecatePatch('a')",
      "patched('a-' + version)",
    ],
    fine: ["const A = 'a'\nif (patched(A)) one()\nif (patched('b')) two()"],
  },
  'a workflow that does not end through runProcess': {
    bad: [
      run('await work()'),
      run('if (early) return\nreturn runProcess(process)'),
      run('await runProcess(process)'),
      run('return runProcess(process).catch(() => undefined)'),
      'export function x() { return work() }',
    ],
    fine: [run('return runProcess({ run: () => { return work() } })'), 'async function helper() { await work() }'],
  },
}

test.each(WORKFLOW_RULES)('$name is caught, and what looks like it is not', ({ name, where }) => {
  const example = EXAMPLES[name]
  if (!example) throw new Error(`no example of ${name}`)
  for (const bad of example.bad) expect(where(parse('x.ts', bad)), bad).not.toEqual([])
  for (const fine of example.fine) expect(where(parse('x.ts', fine)), fine).toEqual([])
})
