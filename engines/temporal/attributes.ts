import { Connection } from '@temporalio/client'
import { until } from '../until.ts'

const TYPES = { Keyword: 2, Datetime: 6 } as const

/** The search attributes of Accord's workflows, with Temporal's types. docker-compose.yml registers the same. */
export const SEARCH_ATTRIBUTES = {
  OrgId: 'Keyword',
  DocumentId: 'Keyword',
  ProcessKind: 'Keyword',
  Stage: 'Keyword',
  DueAt: 'Datetime',
} as const satisfies Record<string, keyof typeof TYPES>

/**
 * Waits until a Temporal server serves the namespace, and adds the search attributes it lacks: the development server
 * makes them only along with a new namespace, so a state file of an earlier version has not the newer ones.
 */
export async function prepareNamespace(address: string, namespace: string, deadlineMs: number): Promise<void> {
  const connection = await until(
    () => Connection.connect({ address, connectTimeout: '2 seconds' }),
    deadlineMs,
    `The Temporal server at ${address} did not answer`,
  )
  try {
    await until(
      () => connection.workflowService.describeNamespace({ namespace }),
      deadlineMs,
      `Namespace ${namespace} was not there`,
    )
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes))
    if (missing.length === 0) return
    const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, TYPES[type]]))
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
  } finally {
    await connection.close()
  }
}
