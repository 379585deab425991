import type { Transaction } from '#db/client.ts'
import type { TaskQueue } from '#domain/queues.ts'
import type { SearchAttributeValues } from '#domain/search-attributes.ts'
import { pendingEffectsOf } from './pending-effects.ts'

/** Something that must reach Temporal. `queue` is the workflow (or activity) id: rows of one queue arrive in order. */
export type OutboxMessage =
  | {
      kind: 'start'
      queue: string
      /** Workflow type. */
      name: string
      payload: {
        /** Of the workflow's contract. */
        taskQueue: TaskQueue
        /** A run that has ended does not prevent this one. Else a workflow id is used once. */
        isRestart?: boolean
        args: unknown[]
        searchAttributes: SearchAttributeValues
        summary: string
      }
    }
  | { kind: 'signal'; queue: string; name: string; payload: { args: unknown[] } }
  /**
   * A signal that says only that there are new rows, which the workflow then reads by a cursor. Many nudges become one
   * signal; each row is committed before a signal that is sent after it.
   */
  | { kind: 'nudge'; queue: string; name: string; payload: Record<string, never> }
  /** A job of one step. It is given up after some minutes of failures; whoever still wants it asks again. */
  | { kind: 'activity'; queue: string; name: string; payload: { taskQueue: TaskQueue; args: unknown[] } }

/** Puts a message into the outbox, with all that comes of the transaction. The commit wakes the relay. */
export function enqueue(tx: Transaction, orgId: string, { queue, kind, name, payload }: OutboxMessage): void {
  pendingEffectsOf(tx, orgId).outbox.push({ queue, kind, name, payload })
}
