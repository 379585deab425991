import { Connection } from '@temporalio/client'
import { SEARCH_ATTRIBUTES } from '#domain/search-attributes.ts'
import { until } from '../until.ts'

/** Temporal's numbers for the types. */
const TYPES = { Keyword: 2, Datetime: 6 } as const

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
    const searchAttributes = Object.fromEntries(missing.map(([name, { type }]) => [name, TYPES[type]]))
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
  } finally {
    await connection.close()
  }
}
