import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import { Worker, type WorkflowBundleOption } from '@temporalio/worker'
import './temporal-runtime.ts'

const HISTORIES = join(import.meta.dirname, '..', 'histories')

/** Names of the committed histories, as `approval/published`. */
export const historyNames = (): string[] =>
  readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''))
    .toSorted()

/** Replays a committed history against some workflow code. @throws DeterminismViolationError when the code would do otherwise */
export async function replay(name: string, workflowBundle: WorkflowBundleOption): Promise<void> {
  const history = historyFromJSON(JSON.parse(readFileSync(join(HISTORIES, `${name}.json`), 'utf8')))
  // Replay compares commands, which carry no id of their own.
  await Worker.runReplayHistory({ workflowBundle }, history, name)
}
