import { systemActor } from '#domain/actor.ts'
import { type CampaignInput, campaignWorkflowId } from '#domain/campaigns/process.ts'
import type { OutboxMessage } from '#services/outbox.ts'
import type { SeedProcess } from './processes.ts'
import type { World } from './world.ts'

/** One campaign, moved on as its workflow would move it on: the same use case, at the same moments. */
export class CampaignProcess implements SeedProcess {
  isOver = false
  private readonly input: CampaignInput

  constructor(
    private readonly world: World,
    /** What would start its workflow. */
    readonly start: Extract<OutboxMessage, { kind: 'start' }>,
  ) {
    this.input = start.payload.args[0] as CampaignInput
  }

  /** Not that of its document: what happens in a campaign changes no id of the document's story. */
  get identifier(): string {
    return `campaign of ${this.input.identifier}`
  }

  begin(): Promise<Date | null> {
    return this.wake()
  }

  receive(): Promise<Date | null> {
    return this.wake()
  }

  async wake(): Promise<Date | null> {
    const { orgId, campaignId } = this.input
    const { clock, services } = this.world
    const system = systemActor(orgId, campaignWorkflowId(campaignId))
    for (;;) {
      const found = await services.campaigns.settle(system, campaignId, clock.now())
      if (found.outcome === 'more') continue
      this.isOver = found.outcome === 'closed'
      return found.outcome === 'open' ? new Date(found.wakeAt) : null
    }
  }
}
