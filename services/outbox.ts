import type { Transaction } from '#db/client.ts'
import { outbox } from '#db/schema/index.ts'

/** Something Temporal must hear of. `queue` is the workflow (or activity) id: rows of one queue arrive in order. */
export type OutboxMessage =
  | {
      kind: 'start'
      queue: string
      /** Workflow type. */
      name: string
      payload: { args: unknown[]; searchAttributes: Record<string, string>; summary: string }
    }
  | { kind: 'signal'; queue: string; name: string; payload: { args: unknown[] } }
  | { kind: 'activity'; queue: string; name: string; payload: { args: unknown[] } }

/**
 * Puts a message into the outbox, in the transaction of the fact that it tells of. The commit wakes the relay.
 */
export async function enqueue(tx: Transaction, orgId: string, message: OutboxMessage): Promise<void> {
  await tx
    .insert(outbox)
    .values({ orgId, queue: message.queue, kind: message.kind, name: message.name, payload: message.payload })
}
