import type { WorkflowMonitor } from '../ports.ts'
import type { Deps } from '../transaction.ts'
import { reconcileProcesses } from './reconcile.ts'

/** Upkeep of the processes of all organizations. Only the worker calls it. */
export const processService = (deps: Deps, monitor: WorkflowMonitor) => ({
  reconcile: () => reconcileProcesses(deps, monitor),
})
