import type { Transaction } from '#db/client.ts'
import { markAllReminded, markEscalated, markReminded, openGroups } from '#db/queries/campaign-recipients.ts'
import type { Actor } from '#domain/actor.ts'
import { chasesDue } from '#domain/campaigns/schedule.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { type CampaignState, counted } from './state.ts'

interface Person {
  id: string
  name: string
  dueAt: Date
}
interface Late {
  name: string
  managerId: string | null
}

/**
 * Reminds and escalates as far as it is due.
 * @param limit the most people of one group
 * @returns whether that was all
 */
export async function chase(
  tx: Transaction,
  actor: Actor,
  state: CampaignState,
  at: Date,
  limit: number,
): Promise<boolean> {
  const { campaign, calendar } = state
  const reminded: Person[] = []
  const late: Late[] = []
  let isWhole = true
  for (const group of await openGroups(tx, campaign)) {
    const due = chasesDue(campaign, group, calendar, at)
    // The first changes what the group is known by.
    if (due.escalate) {
      const people = await markEscalated(tx, campaign, group, at, limit)
      late.push(...people)
      isWhole &&= people.length < limit
    }
    if (due.remind) {
      const known = due.escalate ? { ...group, escalatedAt: at } : group
      const people = await markReminded(tx, campaign, known, at, limit)
      reminded.push(...people)
      isWhole &&= people.length < limit
    }
  }
  remindPeople(tx, actor, state, reminded, at)
  notifyManagers(tx, actor, state, late, at)
  return isWhole
}

/** Reminds all at once who have not accepted, whoever was reminded a short while ago excepted. @returns how many */
export async function remindAll(
  tx: Transaction,
  actor: Actor,
  state: CampaignState,
  { since, at, limit }: { since: Date; at: Date; limit: number },
): Promise<number> {
  const people = await markAllReminded(tx, state.campaign, since, at, limit)
  remindPeople(tx, actor, state, people, at)
  return people.length
}

function remindPeople(
  tx: Transaction,
  actor: Actor,
  { campaign, document }: CampaignState,
  people: readonly Person[],
  at: Date,
): void {
  if (people.length === 0) return
  // Those who joined later have another date.
  for (const [dueAt, sameDate] of grouped(people, (person) => person.dueAt.toISOString())) {
    notify(
      tx,
      campaign.orgId,
      sameDate.map(({ id }) => id),
      {
        kind: 'acknowledgment_reminder',
        key: `campaign:${campaign.id}:reminder:${at.toISOString()}`,
        subjectId: campaign.id,
        documentId: document.id,
        facts: { dueAt },
      },
      at,
    )
  }
  appendAudit(tx, actor, {
    at,
    action: 'campaign.reminded',
    subjectId: campaign.id,
    documentId: document.id,
    after: counted(people),
  })
}

/** Each manager gets one message about all who report to them. */
function notifyManagers(
  tx: Transaction,
  actor: Actor,
  { campaign, document }: CampaignState,
  late: readonly Late[],
  at: Date,
): void {
  if (late.length === 0) return
  const managers = grouped(
    late.filter(({ managerId }) => managerId !== null),
    ({ managerId }) => managerId ?? '',
  )
  for (const [managerId, people] of managers) {
    notify(
      tx,
      campaign.orgId,
      [managerId],
      {
        kind: 'acknowledgment_late',
        key: `campaign:${campaign.id}:late:${at.toISOString()}`,
        subjectId: campaign.id,
        documentId: document.id,
        facts: { people: people.length, name: people[0]?.name ?? '' },
      },
      at,
    )
  }
  appendAudit(tx, actor, {
    at,
    action: 'campaign.escalated',
    subjectId: campaign.id,
    documentId: document.id,
    after: { people: late.length, managers: managers.size },
  })
}

/** Some rows by what they have in common. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
