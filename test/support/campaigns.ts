import { type Actor, systemActor } from '#domain/actor.ts'
import { campaignWorkflowId } from '#domain/campaigns/process.ts'
import { addDays } from '#domain/dates.ts'
import type { LaunchCampaign } from '#services/campaigns/input.ts'
import type { WriteCheck } from '#services/checks/input.ts'
import type { Services } from '#services/index.ts'
import type { Deps } from '#services/transaction.ts'
import { makeRound, type People } from './rounds.ts'
import { approve, publish } from './steps.ts'

/** A document in effect. */
export async function makePublished(deps: Deps, services: Services, people: People) {
  const { document, round } = await makeRound(services, people)
  const at = deps.clock.now()
  await approve(services, people, round, at)
  await publish(deps.db, services, people, round, at, deps)
  return document
}

/** A campaign over a document in effect, for everybody unless it is said otherwise. */
export async function makeCampaign(
  deps: Deps,
  services: Services,
  people: People,
  input: Partial<LaunchCampaign> = {},
) {
  const document = await makePublished(deps, services, people)
  const dueDate = addDays(deps.clock.now().toISOString().slice(0, 10), 14)
  const campaign = await services.campaigns.launch(people.manager, document.id, {
    audience: [{ kind: 'everyone' }],
    dueDate,
    ...input,
  })
  return { document, campaign }
}

export const systemOf = ({ orgId, id }: { orgId: string; id: string }): Actor =>
  systemActor(orgId, campaignWorkflowId(id))

/** What the process of a campaign does when it looks, done by hand. */
export async function settleAll(services: Services, campaign: { orgId: string; id: string }, at: Date) {
  for (;;) {
    const found = await services.campaigns.settle(systemOf(campaign), campaign.id, at)
    if (found.outcome !== 'more') return found
  }
}

/** A person reads the version in effect and accepts it. */
export async function acceptAs(services: Services, person: Actor, campaignId: string, more: object = {}) {
  const { version } = await services.campaigns.open(person, campaignId)
  return services.campaigns.accept(person, campaignId, { contentHash: version.contentHash, ...more })
}

/** Writes one question about the first paragraph of a document: its first answer is right. */
export async function writeQuestion(
  services: Services,
  by: Actor,
  reference: string,
  more: Partial<WriteCheck> = {},
): Promise<void> {
  const { passages } = await services.checks.get(by, reference)
  const place = passages[0]?.place ?? -1
  const question = {
    place,
    prompt: 'When do you lock your screen?',
    choices: ['Always', 'Never', 'On Fridays'],
    right: [0],
  }
  await services.checks.write(by, reference, { questions: [question], ...more })
}
