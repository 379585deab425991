import type { TaskQueue } from '#domain/queues.ts'
import { createServices } from '#services/index.ts'
import type { Printer, WorkflowMonitor } from '#services/ports.ts'
import { PRINT_RENDITION } from '#services/renditions/wait.ts'
import type { Deps } from '#services/transaction.ts'
import { approvalActivities, approvalPrinting } from './approval.ts'
import { campaignActivities } from './campaign.ts'
import { maintenanceActivities } from './maintenance.ts'
import { renditionActivities } from './renditions.ts'
import { reviewActivities } from './review.ts'

/** What only activities need beside what services are made from. */
export type ActivityDeps = Deps & { printer: Printer; monitor: WorkflowMonitor }

/** Everything the worker does for workflows and as jobs: by task queue, then by name. */
export function createActivities(deps: ActivityDeps) {
  const services = createServices(deps)
  const renditions = renditionActivities(deps, deps.printer)
  return {
    approvals: approvalActivities(services),
    reviews: reviewActivities(services),
    campaigns: campaignActivities(services),
    printing: { ...renditions, ...approvalPrinting(services, renditions[PRINT_RENDITION]) },
    maintenance: maintenanceActivities(deps, deps.monitor),
  } satisfies Record<TaskQueue, object>
}
