import { createServices } from '#services/index.ts'
import type { Deps } from '#services/kernel.ts'
import type { Printer } from '#services/ports.ts'
import { PRINT_RENDITION } from '#services/renditions/index.ts'
import { approvalActivities } from './approval.ts'
import { renditionActivities } from './renditions.ts'

/** Everything the worker does for workflows and as jobs, by name. */
export function createActivities(deps: Deps, printer: Printer) {
  const renditions = renditionActivities(deps, printer)
  return { ...renditions, ...approvalActivities(createServices(deps), renditions[PRINT_RENDITION]) }
}
