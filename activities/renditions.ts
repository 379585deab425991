import { systemActor } from '#domain/actor.ts'
import type { Printer } from '#services/ports.ts'
import { type PrintRequest, printRendition } from '#services/renditions/print.ts'
import { PRINT_RENDITION, renditionQueue } from '#services/renditions/wait.ts'
import type { Deps } from '#services/transaction.ts'
import { toApplicationFailure } from './errors.ts'
import { withHeartbeat } from './heartbeat.ts'

/** Prints what somebody wants to see, as a job of its own; the approval process calls the same for what it publishes. */
export const renditionActivities = (deps: Deps, printer: Printer) => ({
  [PRINT_RENDITION]: ({ orgId, hash }: PrintRequest) =>
    toApplicationFailure(() =>
      withHeartbeat(() => printRendition(deps, printer, systemActor(orgId, renditionQueue(orgId, hash)), hash)),
    ),
})
