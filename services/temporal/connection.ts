import { Client, Connection } from '@temporalio/client'

export interface TemporalConfig {
  address: string
  namespace: string
  /** How the names of this installation's task queues begin. */
  queuePrefix: string
}

/**
 * A client that connects when it is first used: the process starts, and people work, also while Temporal is away. Every
 * call through it needs a deadline of its own, or it waits 20 seconds for a dead server.
 */
export function connectTemporal({ address, namespace }: Omit<TemporalConfig, 'queuePrefix'>): {
  client: Client
  close(): Promise<void>
} {
  const connection = Connection.lazy({ address })
  return { client: new Client({ connection, namespace }), close: () => connection.close() }
}

/** Does Temporal answer right now? For /readyz, which shows it apart: the pages work without it. */
export async function temporalAnswers(client: Client, deadlineMs = 1_000): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + deadlineMs, () => client.workflowService.getSystemInfo({}))
    return true
  } catch {
    return false
  }
}
