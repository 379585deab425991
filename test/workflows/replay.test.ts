import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { DeterminismViolationError } from '@temporalio/workflow'
import { beforeAll, describe, expect, test } from 'vitest'
import { historyNames, quiet, replay } from '#test/support/replay.ts'
import * as workflows from '#workflows/index.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const names = historyNames()

const bundleOf = (root: string): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger: quiet })

describe('the present code', () => {
  let bundle: WorkflowBundleWithSourceMap
  beforeAll(async () => {
    bundle = await bundleOf(ROOT)
  }, 60_000)

  test.each(names)('goes the same way as the run %s', async (name) => {
    await replay(name, bundle)
  })
})

test('every workflow has histories, among them one that is open at each long wait', () => {
  for (const type of Object.keys(workflows)) {
    const own = names.filter((name) => name.startsWith(`${type}/`))
    expect(own.length).toBeGreaterThan(2)
  }
  expect(names).toContain('approval/open-in-review')
  expect(names).toContain('approval/open-awaiting-publication')
})

/** Edits that would break processes that are under way, were they released without `patched`. */
const UNSAFE: { what: string; history: string; edit: (source: string) => string }[] = [
  {
    what: 'an activity is called that was not called before',
    history: 'approval/published',
    edit: (source) =>
      source.replace(
        'const approved = await this.activities.approveVersion(this.now())',
        'await this.activities.settleStep(this.now())\n    const approved = await this.activities.approveVersion(this.now())',
      ),
  },
  {
    what: 'two calls change places',
    history: 'approval/published',
    edit: (source) =>
      source.replace(
        'const { renditionHash } = await this.print(',
        "await this.activities.publishVersion({ ...this.now(), renditionHash: '', publishedBy: null })\n    const { renditionHash } = await this.print(",
      ),
  },
  {
    what: 'a timer is no longer set',
    history: 'approval/open-in-review',
    edit: (source) => source.replace('this.signals.nextWake(step.wakeAt)', 'this.signals.nextWake(null)'),
  },
]

describe('a copy with an unsafe edit', () => {
  test.each(UNSAFE)(
    'is caught when $what',
    async ({ history, edit }) => {
      const copy = await mkdtemp(join(tmpdir(), 'accord-replay-'))
      try {
        for (const part of ['workflows', 'domain', 'package.json', 'tsconfig.json']) {
          await cp(join(ROOT, part), join(copy, part), { recursive: true })
        }
        await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
        const file = join(copy, 'workflows', 'approval', 'workflow.ts')
        const source = await readFile(file, 'utf8')
        const edited = edit(source)
        expect(edited).not.toBe(source)
        await writeFile(file, edited)
        await expect(replay(history, await bundleOf(copy))).rejects.toThrow(DeterminismViolationError)
      } finally {
        await rm(copy, { recursive: true, force: true })
      }
    },
    60_000,
  )
})
