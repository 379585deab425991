import { condition, continueAsNew, defineQuery, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow'
import { assertNever } from '#domain/assert.ts'
import { databaseActivities } from '../database-activities.ts'
import { ProcessView } from '../process-view.ts'
import { runProcess } from '../run-process.ts'
import {
  CAMPAIGN_CHANGED,
  type CampaignActivities,
  type CampaignInput,
  type CampaignMoment,
  type CampaignOutcome,
  type CampaignStage,
} from './contract.ts'

type Ending = Extract<CampaignOutcome, { outcome: 'closed' }>['ending']
type Open = Extract<CampaignOutcome, { outcome: 'open' }>

/** A history of so many events is ended, and the process goes on in a new one: it reads the rows and needs nothing else. */
const LONGEST_HISTORY = 1_500

/**
 * One campaign from its launch to its end. It asks people in batches, and then looks each working morning, and whenever
 * something has changed: who has come, who has left, who is to be reminded, whether it is over. People accept in rows.
 */
export async function campaign(input: CampaignInput): Promise<Ending> {
  return runProcess(new CampaignProcess(input))
}

class CampaignProcess {
  private readonly activities = databaseActivities<CampaignActivities>()
  private hasChanged = false
  /** The start sets this stage as a search attribute already. */
  private stage: CampaignStage = 'launching'
  private readonly view: ProcessView<CampaignStage>

  constructor(private readonly input: CampaignInput) {
    this.view = new ProcessView(input.identifier, this.stage)
    setHandler(defineQuery<CampaignStage>('stage'), () => this.stage)
    setHandler(defineSignal(CAMPAIGN_CHANGED), () => {
      this.hasChanged = true
    })
  }

  async run(): Promise<Ending> {
    for (;;) {
      this.hasChanged = false
      const found = await this.activities.settleCampaign(this.now())
      switch (found.outcome) {
        case 'more':
          this.view.describe(`${found.asked} people asked so far`)
          break
        case 'open':
          this.enter('open', found)
          await this.nextChange(found.wakeAt)
          break
        case 'closed':
          this.stage = 'ended'
          this.view.describe(`ended: ${found.ending}`)
          return found.ending
        default:
          assertNever(found)
      }
      if (workflowInfo().historyLength > (this.input.longestHistory ?? LONGEST_HISTORY))
        await continueAsNew<typeof campaign>(this.input)
    }
  }

  canceled(): Promise<void> {
    return this.activities.cancelCampaign(this.now())
  }

  failed(code: string): Promise<void> {
    this.view.describe(`failed: ${code}`)
    return this.activities.failCampaign({ ...this.now(), code })
  }

  /** Waits until somebody changes something, at most until an instant. */
  private nextChange(wakeAt: string): Promise<boolean> {
    const left = Math.max(Date.parse(wakeAt) - Date.now(), 0)
    return condition(() => this.hasChanged, left, { summary: 'Until the next working morning' })
  }

  /** What an activity is called with: the campaign, and this process's own time. */
  private now(): CampaignMoment {
    const { orgId, campaignId } = this.input
    return { orgId, campaignId, at: new Date().toISOString() }
  }

  private enter(stage: CampaignStage, { asked, accepted, dueAt }: Open): void {
    this.view.describe(`${accepted} of ${asked} had accepted when it last looked`)
    this.stage = stage
    this.view.show(stage, dueAt)
  }
}
