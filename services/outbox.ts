import type { Transaction } from '#db/client.ts'
import type { TaskQueue } from '#domain/queues.ts'
import type { SearchAttributeValues } from '#domain/search-attributes.ts'
import { pendingEffectsOf } from './pending-effects.ts'

/** Something Temporal must hear of. `queue` is the workflow (or activity) id: rows of one queue arrive in order. */
export type OutboxMessage =
  | {
      kind: 'start'
      queue: string
      /** Workflow type. */
      name: string
      payload: {
        /** Of the workflow's contract. */
        taskQueue: TaskQueue
        args: unknown[]
        searchAttributes: SearchAttributeValues
        summary: string
      }
    }
  | { kind: 'signal'; queue: string; name: string; payload: { args: unknown[] } }
  | {
      kind: 'activity'
      queue: string
      name: string
      /** `untilDone` is for what nobody would ask for again; else it is given up after some minutes of failures. */
      payload: { taskQueue: TaskQueue; args: unknown[]; untilDone?: boolean }
    }

/** Puts a message into the outbox, with all that comes of the transaction. The commit wakes the relay. */
export function enqueue(tx: Transaction, orgId: string, { queue, kind, name, payload }: OutboxMessage): void {
  pendingEffectsOf(tx, orgId).outbox.push({ queue, kind, name, payload })
}
