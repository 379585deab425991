import { acrossOrganizations } from '#db/client.ts'
import { type ProcessCheck, saveProcessCheck, type UnderWay } from '#db/queries/processes.ts'
import { systemActor } from '#domain/actor.ts'
import { PROCESS_KINDS, type ProcessKind } from '#domain/processes.ts'
import type { WorkflowMonitor } from '../ports.ts'
import type { Deps } from '../transaction.ts'
import { PROCESSES } from './kinds.ts'

const PAGE = 500

/**
 * One turn of the reconciler: compares the rows that are under way with the workflows that run, for every kind of process,
 * and starts again what does not run, say because somebody terminated it or because Temporal lost its store. What it
 * starts is logged; the outcome of the turn is saved for the metrics.
 */
export async function reconcileProcesses(deps: Deps, monitor: WorkflowMonitor): Promise<ProcessCheck[]> {
  const checks: ProcessCheck[] = []
  for (const kind of PROCESS_KINDS) {
    const check = await reconcileKind(deps, monitor, kind)
    await acrossOrganizations(deps.db, (tx) => saveProcessCheck(tx, check))
    checks.push(check)
  }
  return checks
}

async function reconcileKind(deps: Deps, monitor: WorkflowMonitor, kind: ProcessKind): Promise<ProcessCheck> {
  const { db, clock, log } = deps
  const process = PROCESSES[kind]
  const check: ProcessCheck = { process: kind, checkedAt: clock.now(), underWay: 0, restarted: 0 }
  const running = await monitor.runningIds(process.workflowType, process.queue)
  let after: UnderWay | null = null
  do {
    const page: UnderWay[] = await acrossOrganizations(db, (tx) => process.listUnderWay(tx, { after, limit: PAGE }))
    for (const row of page) {
      check.underWay += 1
      if (running.has(row.workflowId) || (await monitor.isRunning(row.workflowId))) continue
      const actor = systemActor(row.orgId, RECONCILER)
      if (!(await process.restart(deps, actor, row.subjectId, clock.now()))) continue
      check.restarted += 1
      log.warn({ process: kind, workflowId: row.workflowId }, 'reconciler: no workflow was running, started again')
    }
    after = page.length < PAGE ? null : (page.at(-1) ?? null)
  } while (after !== null)
  return check
}

/** How the audit log calls who restarted a process. */
const RECONCILER = 'reconciler'
