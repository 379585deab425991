import { proxyActivities, workflowInfo } from '@temporalio/workflow'
import { assertNever } from '#domain/assert.ts'
import { siblingQueueName } from '#domain/queues.ts'
import { databaseActivities } from '../database-activities.ts'
import { isOverWithin } from '../is-over-within.ts'
import { LONG_PRINT, RENDER } from '../options.ts'
import { ProcessView } from '../process-view.ts'
import { runProcess } from '../run-process.ts'
import type {
  ApprovalActivities,
  ApprovalActivityInput,
  ApprovalInput,
  ApprovalPrinting,
  Approved,
  Ending,
  ReviewOutcome,
  Stage,
} from './contract.ts'
import { ApprovalSignals } from './signals.ts'

type Waiting = Extract<ReviewOutcome, { outcome: 'waiting' }>

/**
 * One version's way from submit to publication. People decide, in rows; this process asks them step by step, reminds
 * them, judges each step, and publishes when the time has come. Its own clock goes with every activity.
 */
export async function approval(input: ApprovalInput): Promise<Ending> {
  return runProcess(new ApprovalProcess(input))
}

class ApprovalProcess {
  private readonly activities = databaseActivities<ApprovalActivities>()
  private readonly signals = new ApprovalSignals()
  private readonly printing = proxyActivities<ApprovalPrinting>({
    ...RENDER,
    taskQueue: siblingQueueName(workflowInfo().taskQueue, 'printing'),
  })
  private readonly view: ProcessView<Stage>

  constructor(private readonly input: ApprovalInput) {
    this.view = new ProcessView(input.identifier, this.signals.stage)
  }

  /** Review, approval, the wait for the effective date, the PDF, publication. */
  async run(): Promise<Ending> {
    const ending = await this.reviewAndPublish()
    this.enter('ended', `Ended: ${ending}`)
    return ending
  }

  canceled(): Promise<void> {
    return this.activities.cancelRound(this.now())
  }

  failed(code: string): Promise<void> {
    this.view.describe(`failed: ${code}`)
    return this.activities.failRound({ ...this.now(), code })
  }

  private async reviewAndPublish(): Promise<Ending> {
    const review = await this.review()
    return review.outcome === 'approved' ? this.publish(review) : review.ending
  }

  /**
   * Waits for the moment of publication, has the PDF printed, publishes. The PDF says from which day on: when that day is
   * over before it is published, or was put off, it begins again.
   */
  private async publish({ label, publishAt }: Approved): Promise<Ending> {
    for (;;) {
      if (!this.signals.publishesNow(publishAt)) {
        const when = this.signals.publishAt(publishAt) ?? 'somebody publishes it'
        this.enter('awaiting_publication', `approved as ${label}, waits until ${when}`)
      }
      if ((await this.signals.timeToPublish(publishAt)) === 'over') return this.endedByPeople()

      const { renditionHash } = await this.print(`approved as ${label}, goes into effect`)
      const said = this.signals.publication
      const published = await this.activities.publishVersion({ ...this.now(), renditionHash })
      switch (published.outcome) {
        case 'published':
          return 'published'
        case 'round_over':
          return published.ending
        case 'not_yet':
          this.signals.planned(published.publishAt, said)
          break
        default:
          assertNever(published)
      }
    }
  }

  /** Has the PDF printed. Operators see it as a stage when it takes long, so that they find what is stuck in it. */
  private async print(details: string): Promise<{ renditionHash: string }> {
    this.view.describe(details)
    const printing = this.printing.ensureRendition(this.now())
    if (!(await isOverWithin(printing, LONG_PRINT))) this.enter('publishing', details)
    return printing
  }

  /** Waits for people, step after step, until the rows say that the round is decided. */
  private async review(): Promise<Exclude<ReviewOutcome, Waiting>> {
    let round = await this.activities.settleRound(this.now())
    while (round.outcome === 'waiting') round = await this.waitFor(round)
    return round
  }

  /** Sleeps until people or the calendar call, and does what they call for. */
  private async waitFor(step: Waiting): Promise<ReviewOutcome> {
    this.enter(
      'in_review',
      `step ${step.position} of ${step.steps}, ${signoffs(step.awaiting)} open when it last looked`,
      step.dueAt,
    )
    const wake = await this.signals.nextWake(step.wakeAt)
    switch (wake) {
      case 'decision':
        return this.activities.settleRound(this.now())
      case 'time':
        return this.activities.chaseRound(this.now())
      case 'over':
        return { outcome: 'round_over', ending: this.endedByPeople() }
      default:
        return assertNever(wake)
    }
  }

  /** What an activity is called with: the round, and this process's own time. */
  private now(): ApprovalActivityInput {
    const { identifier: _, ...round } = this.input
    return { ...round, at: new Date().toISOString() }
  }

  /** Shows operators the stage of the process. The end is none of them: a closed execution has its own status. */
  private enter(stage: Stage, details: string, dueAt: string | null = null): void {
    this.view.describe(details)
    this.signals.stage = stage
    if (stage !== 'ended') this.view.show(stage, dueAt)
  }

  private endedByPeople(): 'withdrawn' | 'canceled' {
    return this.signals.over ?? 'canceled'
  }
}

const signoffs = (count: number): string => (count === 1 ? '1 sign-off' : `${count} sign-offs`)
