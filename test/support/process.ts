import { pino } from 'pino'
import { afterAll } from 'vitest'
import type { RoundRow } from '#db/queries/rounds.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { reviewWorkflowId } from '#domain/reviews/process.ts'
import { createServices } from '#services/index.ts'
import type { Printer } from '#services/ports.ts'
import { createRelay } from '#services/temporal/relay.ts'
import type { Deps } from '#services/transaction.ts'
import { createWorkers } from '#worker/workers.ts'
import type { approval, review } from '#workflows/index.ts'
import type { TestDatabase } from './database.ts'
import { testDeps } from './factories.ts'
import { blankPrinter } from './rounds.ts'
import { startWorkers, taskQueue, temporalClient } from './temporal.ts'
import { workflowBundle } from './workflow-bundle.ts'

/** Worker and relay over a test database: what a person does in a test goes all its way. Call it at the top of a file. */
export async function startProcesses(
  { db, url }: TestDatabase,
  printer: Printer = blankPrinter,
  overrides: Partial<Deps> = {},
) {
  const deps = testDeps(db, overrides)
  const client = await temporalClient()
  const queuePrefix = taskQueue()
  const workflows = { workflowBundle: await workflowBundle() }
  const ofWorker = await startWorkers((connection) =>
    createWorkers({ connection, namespace: 'default', queuePrefix, workflows, graceMs: 1_000 }, { ...deps, printer }),
  )
  const log = pino({ level: 'silent' })
  const relay = createRelay({ db, client: ofWorker, queuePrefix, log }).start(url)
  afterAll(() => relay.stop())
  return {
    services: createServices(deps),
    client,
    processOf: ({ versionId }: Pick<RoundRow, 'versionId'>) =>
      client.workflow.getHandle<typeof approval>(approvalWorkflowId(versionId)),
    reviewsOf: ({ id }: { id: string }) => client.workflow.getHandle<typeof review>(reviewWorkflowId(id)),
  }
}
