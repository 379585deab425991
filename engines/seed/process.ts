import { asIfStored } from '#db/queries/renditions.ts'
import { systemActor } from '#domain/actor.ts'
import {
  type ApprovalInput,
  approvalWorkflowId,
  type PublishAt,
  type ReviewOutcome,
  SIGNALS,
} from '#domain/approvals/process.ts'
import { assertNever } from '#domain/assert.ts'
import type { OutboxMessage } from '#services/outbox.ts'
import type { SeedProcess } from './processes.ts'
import type { World } from './world.ts'

type Signal = Extract<OutboxMessage, { kind: 'signal' | 'nudge' }>
type Start = Extract<OutboxMessage, { kind: 'start' }>

/**
 * The approval of one version, moved on as its workflow would move it on: the same use cases, as the system, at the
 * moments at which the workflow would call them. Each method returns when the process is to be woken, or null.
 */
export class ApprovalProcess implements SeedProcess {
  private stage: 'in_review' | 'awaiting_publication' | 'ended' = 'in_review'
  private readonly input: ApprovalInput
  private readonly system

  constructor(
    private readonly world: World,
    /** What would start its workflow. */
    readonly start: Start,
  ) {
    this.input = start.payload.args[0] as ApprovalInput
    this.system = systemActor(this.input.orgId, approvalWorkflowId(this.input.versionId))
  }

  get identifier(): string {
    return this.input.identifier
  }

  get isOver(): boolean {
    return this.stage === 'ended'
  }

  async begin(): Promise<Date | null> {
    return this.goOn(await this.call('settleRound'))
  }

  async receive({ name, payload }: Signal): Promise<Date | null> {
    switch (name) {
      case SIGNALS.decided:
        return this.goOn(await this.call('settleRound'))
      case SIGNALS.publish: {
        const { publishAt } = (payload as Extract<OutboxMessage, { kind: 'signal' }>['payload']).args[0] as PublishAt
        return publishAt === null ? null : this.publishAt(publishAt)
      }
      case SIGNALS.withdrawn:
      case SIGNALS.canceled:
        return this.end()
      default:
        throw new Error(`an approval has no signal “${name}”`)
    }
  }

  async wake(): Promise<Date | null> {
    return this.stage === 'in_review' ? this.goOn(await this.call('chaseRound')) : this.publish()
  }

  /** What comes after the answer of a round. */
  private async goOn(round: ReviewOutcome): Promise<Date | null> {
    switch (round.outcome) {
      case 'waiting':
        return round.wakeAt === null ? null : new Date(round.wakeAt)
      case 'approved':
        this.stage = 'awaiting_publication'
        return round.publishAt === null ? null : this.publishAt(round.publishAt)
      case 'round_over':
        return this.end()
      default:
        return assertNever(round)
    }
  }

  private call(call: 'settleRound' | 'chaseRound'): Promise<ReviewOutcome> {
    const { clock, services } = this.world
    return services.rounds[call](this.system, this.input.roundId, clock.now())
  }

  private async publishAt(instant: string): Promise<Date | null> {
    const at = new Date(instant)
    return at <= this.world.clock.now() ? this.publish() : at
  }

  /** Nothing is printed, since a printer would take a minute for all files: whoever looks at one first has it printed. */
  private async publish(): Promise<Date | null> {
    const { orgId, roundId, versionId } = this.input
    const { clock, services, tx } = this.world
    const at = clock.now()
    const renditionHash = await services.renditions.requestForPublication(this.system, versionId, at)
    const published = await asIfStored(tx, orgId, renditionHash, () =>
      services.rounds.publishVersion(this.system, { roundId, renditionHash }, at),
    )
    if (published.outcome === 'not_yet') throw new Error(`${this.identifier} could not be published in its story`)
    return this.end()
  }

  private end(): null {
    this.stage = 'ended'
    return null
  }
}
