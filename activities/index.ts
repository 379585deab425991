import { createServices } from '#services/index.ts'
import type { Mailer, Printer } from '#services/ports.ts'
import { PRINT_RENDITION } from '#services/renditions/index.ts'
import type { Deps } from '#services/transaction.ts'
import { approvalActivities } from './approval.ts'
import { invitationActivities } from './invitations.ts'
import { renditionActivities } from './renditions.ts'

/** What only activities need beside what services are made from. */
export type ActivityDeps = Deps & { printer: Printer; mailer: Mailer }

/** Everything the worker does for workflows and as jobs, by name. */
export function createActivities(deps: ActivityDeps) {
  const renditions = renditionActivities(deps, deps.printer)
  return {
    ...renditions,
    ...invitationActivities(deps),
    ...approvalActivities(createServices(deps), renditions[PRINT_RENDITION]),
  }
}
