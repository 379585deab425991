import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow'

/** One attempt of a DB_WRITE, by the worker that runs the workflow task. See database-activities.ts. */
export const LOCAL_ATTEMPT: LocalActivityOptions = {
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 1 },
}

/**
 * One short transaction on rows that only this process moves on. Nobody else can do it, so it is tried for as long as
 * the database is away; a refusal by a rule comes as a non-retryable failure and ends the tries at once.
 */
export const DB_WRITE: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
}

/** Printing takes seconds; after this long somebody may want to know why it takes longer. */
export const LONG_PRINT = '10s'

/**
 * Printing needs a browser that may be busy or restarting; publication waits for it however long it takes. The activity
 * beats while it prints, so that a worker that dies in it holds nobody up for the whole three minutes.
 */
export const RENDER: ActivityOptions = {
  startToCloseTimeout: '3m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '1m' },
}

/** A turn of the reconciler. The next turn does the same work, so few attempts are enough. */
export const RECONCILE_TURN: ActivityOptions = {
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  retry: { initialInterval: '2s', maximumAttempts: 3 },
}

/** Work that goes on where it stopped may take its time; the schedule's next turn does what is left. */
export const MAINTENANCE_TURN: ActivityOptions = {
  startToCloseTimeout: '50m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '5m', maximumAttempts: 10 },
}
