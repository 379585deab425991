import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker'
import { DeterminismViolationError } from '@temporalio/workflow'
import { expect, onTestFinished, test } from 'vitest'
import { advance, startWorker, taskQueue, temporalClient } from '#test/support/temporal.ts'
import { waitFor } from '#test/support/wait-for.ts'
import { answered, reminder } from './patched-example/workflow.ts'

/*
 * The pattern for a change of a workflow that may be running: the change stands behind `patched`, and a history from
 * before the change is kept and replayed. The example is small and lives in patched-example/.
 */
const FOLDER = join(import.meta.dirname, 'patched-example')
const ROOT = join(import.meta.dirname, '..', '..')

const calls: string[] = []
const client = await temporalClient()
await startWorker({
  workflowsPath: join(FOLDER, 'workflow.ts'),
  activities: { remind: async () => calls.push('remind'), escalate: async () => calls.push('escalate') },
})

/** Replays the history from before the change with the code in a folder. */
async function replayOld(folder: string): Promise<void> {
  const history = historyFromJSON(JSON.parse(await readFile(join(FOLDER, 'history.json'), 'utf8')))
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(folder, 'workflow.ts'),
    logger: new DefaultLogger('ERROR'),
  })
  await Worker.runReplayHistory({ workflowBundle }, history, 'reminder')
}

test('a run that began before the change goes on without it', async () => {
  await replayOld(FOLDER)
})

test('the same change without `patched` would break that run', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'accord-patched-'))
  onTestFinished(() => rm(copy, { recursive: true, force: true }))
  await cp(FOLDER, copy, { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const source = await readFile(join(copy, 'workflow.ts'), 'utf8')
  const unguarded = source.replace('if (patched(ESCALATES)) await escalate()', 'await escalate()')
  expect(unguarded).not.toBe(source)
  await writeFile(join(copy, 'workflow.ts'), unguarded)
  await expect(replayOld(copy)).rejects.toThrow(DeterminismViolationError)
})

test('a run that begins after the change takes the new way', async () => {
  const handle = await client.workflow.start(reminder, { workflowId: taskQueue(), taskQueue: taskQueue() })
  await advance(handle, '1 day')
  await waitFor(() => expect(calls).toEqual(['remind', 'escalate']))
  await handle.signal(answered)
  expect(await handle.result()).toBe('answered')
})
