import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow'
import { type Decided, type Ending, type PublishAt, SIGNALS, STAGE_QUERY, type Stage } from './contract.ts'

type Wake = 'decision' | 'time' | 'over'

/** What people have said to a running process. Handlers only note it; the process acts on it in its own time. */
export class ApprovalSignals {
  /** The start sets this stage as a search attribute already: see `startOfProcess`. */
  stage: Stage = 'in_review'
  /** Null: nobody has said anything yet, so what was chosen at submit holds. */
  publication: PublishAt | null = null
  over: Extract<Ending, 'withdrawn' | 'canceled'> | null = null
  private stepIsToBeJudged = false
  private readonly seen = new Set<number>()

  /** Call it before the first await, or early signals find no handler. */
  constructor() {
    setHandler(defineQuery<Stage>(STAGE_QUERY), () => this.stage)
    this.on<Decided>(SIGNALS.decided, ({ closes }) => {
      if (closes) this.stepIsToBeJudged = true
    })
    this.on(SIGNALS.changed, () => {
      this.stepIsToBeJudged = true
    })
    this.on<PublishAt>(SIGNALS.publish, (publication) => {
      this.publication = publication
    })
    this.on(SIGNALS.withdrawn, () => {
      this.over = 'withdrawn'
    })
    this.on(SIGNALS.canceled, () => {
      this.over = 'canceled'
    })
  }

  /**
   * Takes the moment of publication from the rows. What was said since they were asked holds against it, since it came
   * later; what comes later still, too.
   * @param saidBefore what had been said when the rows were asked
   */
  planned(publishAt: string | null, saidBefore: PublishAt | null): void {
    if (this.publication === saidBefore) this.publication = { publishAt }
  }

  /** Waits for a decision that may end the step or a change of it, for the round's end, or until `wakeAt`. */
  async nextWake(wakeAt: string | null): Promise<Wake> {
    await until(() => this.stepIsToBeJudged || this.over !== null, wakeAt, 'Until the next reminder or due date')
    if (this.over !== null) return 'over'
    if (!this.stepIsToBeJudged) return 'time'
    this.stepIsToBeJudged = false
    return 'decision'
  }

  /** Whether the moment of publication has come: what was said last holds, or else what was chosen at submit. */
  publishesNow(chosenAtSubmit: string | null): boolean {
    const publishAt = this.publishAt(chosenAtSubmit)
    return publishAt !== null && Date.parse(publishAt) <= Date.now()
  }

  /** Waits for the moment of publication, which may move meanwhile. */
  async timeToPublish(chosenAtSubmit: string | null): Promise<'publish' | 'over'> {
    while (this.over === null) {
      if (this.publishesNow(chosenAtSubmit)) return 'publish'
      const publishAt = this.publishAt(chosenAtSubmit)
      const moved = () => this.publishAt(chosenAtSubmit) !== publishAt
      await until(() => this.over !== null || moved(), publishAt, 'Until the effective date')
    }
    return 'over'
  }

  /** When to publish as far as is known; null: nobody has said so. */
  publishAt(chosenAtSubmit: string | null): string | null {
    return this.publication ? this.publication.publishAt : chosenAtSubmit
  }

  private on<T>(name: string, handle: (message: T) => void): void {
    setHandler(defineSignal<[T, number]>(name), (message, outboxId) => {
      // A delivery whose answer was lost is made again; the id of its outbox row stays the same.
      if (this.seen.has(outboxId)) return
      this.seen.add(outboxId)
      handle(message)
    })
  }
}

/** Waits for a condition, at most until an instant. */
const until = (holds: () => boolean, instant: string | null, summary: string): Promise<unknown> =>
  instant === null ? condition(holds) : condition(holds, Math.max(Date.parse(instant) - Date.now(), 0), { summary })
