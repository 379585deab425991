import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'
import { beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** What a workflow needs of others: Temporal's sandboxed side and the three small packages that it is made of. */
const PACKAGES = ['@temporalio/common', '@temporalio/workflow', 'long', 'ms', 'nexus-rpc']

let sources: string[]

beforeAll(async () => {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
  })
  sources = sourcesOf(code)
}, 60_000)

test('the bundle holds the workflows, so that this test cannot pass over nothing', () => {
  expect(sources.filter((source) => /^workflows\/.+\/workflow\.ts$/.test(source))).not.toEqual([])
})

test('of our code only workflows and pure rules are in the bundle', () => {
  const ours = sources.filter((source) => !source.includes('node_modules') && !source.startsWith('webpack/'))
  expect(ours.filter((source) => !/^(workflows|domain)\//.test(source))).toEqual([])
})

test('of other code only what Temporal made for workflows is in the bundle', () => {
  const packages = sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [])
  expect([...new Set(packages)].toSorted()).toEqual(PACKAGES)
})

test('no Node built-in is in the bundle', () => {
  expect(sources.filter((source) => isBuiltin(source.replace(/^external /, '').replaceAll('"', '')))).toEqual([])
})

/** The files a bundle was made from, by its source map; ours as paths from the root of the project. */
function sourcesOf(code: string): string[] {
  const encoded = /sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/.exec(code)?.[1]
  if (!encoded) throw new Error('the bundle carries no source map to ask')
  const { sources } = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as { sources: string[] }
  return sources.map((source) => source.replace(`${ROOT}/`, ''))
}
