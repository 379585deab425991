import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow'
import { databaseActivities } from '../database-activities.ts'
import { ProcessView } from '../process-view.ts'
import { runProcess } from '../run-process.ts'
import {
  type CycleOutcome,
  REVIEW_CHANGED,
  type ReviewActivities,
  type ReviewActivityInput,
  type ReviewEnding,
  type ReviewInput,
  type ReviewStage,
} from './contract.ts'

type Waiting = Extract<CycleOutcome, { outcome: 'waiting' }>

/** A review that is overdue for months wakes its process weekly; from so many events on it begins a new run. */
const LONGEST_HISTORY = 60

/**
 * The reviews of a document, for as long as it is in effect and reviewed regularly. People review, in rows; this process
 * reminds them. It keeps nothing: each time it wakes it asks the rows. Each review is a run of its own.
 */
export async function review(input: ReviewInput): Promise<ReviewEnding> {
  return runProcess(new ReviewProcess(input))
}

class ReviewProcess {
  private readonly activities = databaseActivities<ReviewActivities>()
  private changed = false
  private readonly view: ProcessView<ReviewStage>

  constructor(private readonly input: ReviewInput) {
    this.view = new ProcessView<ReviewStage>(input.identifier, null)
    setHandler(defineSignal(REVIEW_CHANGED), () => {
      this.changed = true
    })
  }

  async run(): Promise<ReviewEnding> {
    const first = await this.look()
    let current = first
    while (current.outcome === 'waiting') {
      this.show(current)
      await this.nextWake(current.wakeAt)
      current = await this.look()
      if (this.beginsAnew(first, current)) return continueAsNew<typeof review>(this.input)
    }
    this.view.describe(
      current.ending === 'out_of_effect' ? 'not in effect any more' : 'not reviewed regularly any more',
    )
    return current.ending
  }

  /** Nothing to end: the review is due all the same, and the reconciler begins its process again. */
  async canceled(): Promise<void> {}

  /** Nothing to record: no rule refuses what this process does. What is not there yet is tried until it is. */
  async failed(): Promise<void> {}

  /** Asks the rows. What changes from here on is another reason to look. */
  private look(): Promise<CycleOutcome> {
    this.changed = false
    return this.activities.chaseReview(this.now())
  }

  /** Whether another run goes on: the next review has begun, or this history has become long. */
  private beginsAnew(first: CycleOutcome, now: CycleOutcome): boolean {
    if (first.outcome !== 'waiting' || now.outcome !== 'waiting') return false
    return first.dueOn !== now.dueOn || workflowInfo().historyLength > LONGEST_HISTORY
  }

  /** Sleeps until a reminder is due, or until the rows have changed. */
  private async nextWake(wakeAt: string): Promise<void> {
    const summary = 'Until the next reminder or the end of the day it is due'
    await condition(() => this.changed, Math.max(Date.parse(wakeAt) - Date.now(), 0), { summary })
  }

  private now(): ReviewActivityInput {
    const { identifier: _, ...document } = this.input
    return { ...document, at: new Date().toISOString() }
  }

  private show({ stage, dueOn, dueAt, wakeAt }: Waiting): void {
    this.view.describe(`review due on ${dueOn}, ${stage}; looks again at ${wakeAt}`)
    this.view.show(stage, dueAt)
  }
}
