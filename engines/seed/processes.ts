import { APPROVAL_WORKFLOW } from '#domain/approvals/process.ts'
import { CAMPAIGN_WORKFLOW } from '#domain/campaigns/process.ts'
import type { OutboxMessage } from '#services/outbox.ts'
import type { Agenda } from './agenda.ts'
import { CampaignProcess } from './campaign-process.ts'
import { ApprovalProcess } from './process.ts'
import { ReviewProcess } from './review-process.ts'
import type { World } from './world.ts'

/** Between a commit and what the process does about it. */
const DELIVERED_AFTER_MS = 1_000

type Start = Extract<OutboxMessage, { kind: 'start' }>
type Signal = Extract<OutboxMessage, { kind: 'signal' | 'nudge' }>

/** A process, moved on by hand. Each method returns when it is to be woken, or null. */
export interface SeedProcess {
  readonly identifier: string
  /** What would start its workflow. */
  readonly start: Start
  readonly isOver: boolean
  begin(): Promise<Date | null>
  receive(signal: Signal): Promise<Date | null>
  wake(): Promise<Date | null>
}

/** Stands in for Temporal and the relay: brings what the services send to the processes, and wakes these in time. */
export class Processes {
  private readonly running = new Map<string, SeedProcess>()
  /** When each of them is to be woken, by its last answer. */
  private readonly alarms = new Map<SeedProcess, Date | null>()

  constructor(
    private readonly world: World,
    private readonly agenda: Agenda,
  ) {}

  deliver(messages: readonly OutboxMessage[]): void {
    for (const message of messages) {
      switch (message.kind) {
        case 'start': {
          const process = this.processOf(message)
          this.running.set(message.queue, process)
          this.soon(process, () => process.begin())
          break
        }
        case 'signal':
        case 'nudge': {
          const process = this.running.get(message.queue)
          if (!process) throw new Error(`${message.queue} was not started`)
          this.soon(process, () => process.receive(message))
          break
        }
        default:
          throw new Error(`no story sends ${message.kind} messages`)
      }
    }
  }

  /** What starts the workflows of those that are not over: they find the rows as they are, and go on from there. */
  startsOfUnfinished(): OutboxMessage[] {
    return [...this.running.values()].filter(({ isOver }) => !isOver).map(({ start }) => start)
  }

  private processOf(start: Start): SeedProcess {
    if (start.name === APPROVAL_WORKFLOW) return new ApprovalProcess(this.world, start)
    return start.name === CAMPAIGN_WORKFLOW
      ? new CampaignProcess(this.world, start)
      : new ReviewProcess(this.world, start)
  }

  private soon(process: SeedProcess, move: () => Promise<Date | null>): void {
    const at = new Date(this.world.clock.now().getTime() + DELIVERED_AFTER_MS)
    this.agenda.add({
      at,
      story: process.identifier,
      run: async () => {
        if (!process.isOver) this.wakeAt(process, await move())
      },
    })
  }

  private wakeAt(process: SeedProcess, wanted: Date | null): void {
    const now = this.world.clock.now()
    const at = wanted && wanted < now ? now : wanted
    this.alarms.set(process, at)
    if (at === null) return
    const run = async () => {
      if (this.alarms.get(process) === at && !process.isOver) this.wakeAt(process, await process.wake())
    }
    this.agenda.add({ at, story: process.identifier, run })
  }
}
