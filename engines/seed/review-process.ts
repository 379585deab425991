import { systemActor } from '#domain/actor.ts'
import { type CycleOutcome, type ReviewInput, reviewWorkflowId } from '#domain/reviews/process.ts'
import type { OutboxMessage } from '#services/outbox.ts'
import type { SeedProcess } from './processes.ts'
import type { World } from './world.ts'

/** The reviews of one document, moved on as their workflow would move them on: the same use case, at the same moments. */
export class ReviewProcess implements SeedProcess {
  isOver = false
  private readonly input: ReviewInput

  constructor(
    private readonly world: World,
    /** What would start its workflow. */
    readonly start: Extract<OutboxMessage, { kind: 'start' }>,
  ) {
    this.input = start.payload.args[0] as ReviewInput
  }

  get identifier(): string {
    return this.input.identifier
  }

  begin(): Promise<Date | null> {
    return this.wake()
  }

  receive(): Promise<Date | null> {
    return this.wake()
  }

  async wake(): Promise<Date | null> {
    const { orgId, documentId } = this.input
    const { clock, services } = this.world
    const system = systemActor(orgId, reviewWorkflowId(documentId))
    const review: CycleOutcome = await services.reviews.chase(system, documentId, clock.now())
    this.isOver = review.outcome === 'over'
    return review.outcome === 'waiting' ? new Date(review.wakeAt) : null
  }
}
