import { AUDIENCE_LIMITS, type AudiencePart } from '../audiences/audience.ts'
import type { ChangeType } from '../documents/status.ts'

/** Which new versions of a document people are asked to accept. Before the others their earlier acceptances stay valid. */
export const ASKS_ON = ['major', 'every'] as const
export type AsksOn = (typeof ASKS_ON)[number]

/** Whether a version asks people anew. The first one asks always: nobody has accepted anything yet. */
export const asksAnew = (asksOn: AsksOn, change: ChangeType): boolean =>
  asksOn === 'every' || change === 'major' || change === 'initial'

/** An open campaign of the document, as far as it decides what becomes of it when a new version asks. */
export interface OpenCampaign {
  id: string
  byRule: boolean
  audience: readonly AudiencePart[]
  evergreen: boolean
  recurrence: string
}

export interface Succession<C extends OpenCampaign> {
  /** Whom the new campaign asks. */
  audience: AudiencePart[]
  evergreen: boolean
  /** The open campaigns that end with it. */
  superseded: C[]
}

/**
 * What a new version makes of the campaigns that are open: nobody is asked for two versions at once. Whom a person asked by
 * hand goes on to be asked, so the new campaign takes that audience over. One that asks again by the calendar stays: it is no
 * campaign of one version.
 */
export function succession<C extends OpenCampaign>(
  rule: { audience: readonly AudiencePart[]; evergreen: boolean },
  open: readonly C[],
): Succession<C> {
  const next: Succession<C> = { audience: [...rule.audience], evergreen: rule.evergreen, superseded: [] }
  for (const campaign of open) {
    if (campaign.recurrence !== 'none') continue
    const audience = campaign.byRule ? next.audience : united(next.audience, campaign.audience)
    // An audience has only so many parts; what does not fit is asked by its own campaign as before.
    if (audience.length > AUDIENCE_LIMITS.parts) continue
    next.audience = audience
    if (!campaign.byRule) next.evergreen ||= campaign.evergreen
    next.superseded.push(campaign)
  }
  return next
}

/** Everybody who is in one of two audiences. */
function united(one: readonly AudiencePart[], other: readonly AudiencePart[]): AudiencePart[] {
  const parts = [...one, ...other]
  const everyone = parts.find(({ kind }) => kind === 'everyone')
  if (everyone) return [everyone]
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()]
}
