import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  TemporalFailure,
} from '@temporalio/workflow'

interface Process<T> {
  run(): Promise<T>
  /** Ends the rows of the process: an operator canceled it, and nobody else would ever move them on. */
  canceled(): Promise<void>
  /** Records the failure as a fact that people see. @param code an error code, or `unknown` */
  failed(code: string): Promise<void>
}

/**
 * Runs a process to its end, whatever the end is. Every workflow ends through this function, so that none ends in silence:
 * a cancellation and a failure are recorded before the workflow closes, also when it was canceled meanwhile. An error of
 * the workflow's own code is no failure: it fails the workflow task, which is repeated until the code is mended.
 * @throws what the process threw, so that Temporal shows the run as canceled or failed
 */
export async function runProcess<T>(body: Process<T>): Promise<T> {
  try {
    const result = await body.run()
    await condition(allHandlersFinished)
    return result
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error
    await CancellationScope.nonCancellable(() =>
      isCancellation(error) ? body.canceled() : body.failed(failureCode(error)),
    )
    throw error
  }
}

/** One turn of work that a schedule begins: the next turn does what this one did not, so its end is nothing to record. */
export const turn = <T>(run: () => Promise<T>): Process<T> => ({ run, canceled: nothing, failed: nothing })

const nothing = async (): Promise<void> => {}

/** The code of the refusal that made an activity fail: see activities/errors.ts. */
export function failureCode(error: unknown): string {
  if (error instanceof ActivityFailure) return failureCode(error.cause)
  return error instanceof ApplicationFailure && error.nonRetryable ? (error.type ?? UNKNOWN) : UNKNOWN
}

const UNKNOWN = 'unknown'
