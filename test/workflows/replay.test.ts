import { readFileSync } from 'node:fs'
import { DeterminismViolationError } from '@temporalio/workflow'
import { describe, expect, test } from 'vitest'
import { historyNames, replay } from '#test/support/replay.ts'
import { workflowBundle } from '#test/support/workflow-bundle.ts'
import * as workflows from '#workflows/index.ts'

const names = historyNames()
const bundle = await workflowBundle()

/**
 * The histories that each workflow must have: one for every way in which it ends, and one that is still open at each of
 * its long waits. A workflow without a line here fails the type check and the test.
 */
const REQUIRED = {
  approval: ['published', 'rejected', 'withdrawn', 'failed', 'put-off', 'open-in-review', 'open-awaiting-publication'],
  auditCheckpoints: ['turn'],
  campaign: ['completed', 'date', 'closed', 'failed', 'open'],
  reconcile: ['turn'],
  retention: ['turn'],
  review: ['open-scheduled', 'continued', 'out-of-effect', 'not-reviewed'],
} as const satisfies Record<keyof typeof workflows, readonly [string, ...string[]]>

describe('the present code', () => {
  test.each(names)('replays the history %s', async (name) => {
    await replay(name, bundle)
  })
})

test('every workflow has the histories that it must have, and no history belongs to a workflow that is gone', () => {
  expect(Object.keys(REQUIRED)).toEqual(Object.keys(workflows))
  for (const [workflow, required] of Object.entries(REQUIRED)) {
    const own = names.filter((name) => name.startsWith(`${workflow}/`)).map((name) => name.split('/').at(-1))
    expect(own).toEqual(expect.arrayContaining([...required]))
  }
  expect(names.filter((name) => !((name.split('/')[0] ?? '') in REQUIRED))).toEqual([])
})

/** Edits that break workflows that are running, if they are released without `patched`: what the code has, what comes instead. */
const UNSAFE = [
  {
    what: 'an activity is called that was not called before',
    history: 'approval/published',
    from: 'const review = await this.review()',
    to: 'await this.activities.chaseRound(this.now()); const review = await this.review()',
  },
  {
    what: 'two calls change places',
    history: 'approval/published',
    from: 'const { renditionHash } = await this.print(',
    to: "await this.activities.publishVersion({ ...this.now(), renditionHash: '' }); const { renditionHash } = await this.print(",
  },
  {
    what: 'a timer is no longer set',
    history: 'approval/open-in-review',
    from: 'this.signals.nextWake(step.wakeAt)',
    to: 'this.signals.nextWake(null)',
  },
]

describe('code with an unsafe edit', () => {
  test.each(UNSAFE)('fails the replay when $what', async ({ history, from, to }) => {
    const code = readFileSync(bundle.codePath, 'utf8')
    expect(code.split(from)).toHaveLength(2)
    await expect(replay(history, { code: code.replace(from, to) })).rejects.toThrow(DeterminismViolationError)
  })
})
