import type { Transaction } from '#db/client.ts'
import { type DocumentRow, lockDocument } from '#db/queries/documents.ts'
import { type MembershipRow, membersWanted } from '#db/queries/memberships.ts'
import { markReminded, openCycle, type ReviewCycleRow } from '#db/queries/reviews.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, endOfDay, type PlainDate } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { frequencyOf } from '#domain/documents/review.ts'
import type { CycleOutcome } from '#domain/reviews/process.ts'
import { DEFAULT_RHYTHM } from '#domain/reviews/rhythm.ts'
import { begunAt, reviewMoment } from '#domain/reviews/schedule.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { calendarOf } from '../rounds/organization.ts'
import { type Deps, transact } from '../transaction.ts'

/**
 * Reminds of a review, if a reminder is due, and answers how it stands. What was sent is counted in the rows with the time
 * it was sent, so a retried call finds nothing due.
 */
export function chaseReview(deps: Deps, actor: Actor, documentId: string, at: Date): Promise<CycleOutcome> {
  return transact(deps, actor, async (tx) => {
    const document = await lockDocument(tx, actor.orgId, readerOf(actor), documentId)
    if (!document?.inEffect) return { outcome: 'over', ending: 'out_of_effect' }
    const dueOn = document.nextReviewDate
    if (dueOn === null || frequencyOf(document) === null) return { outcome: 'over', ending: 'not_reviewed' }

    const rules = await rulesOf(tx, actor.orgId)
    const { timeZone } = rules
    const members = await peopleOf(tx, document)
    const calendar = calendarOf(
      members.find(({ id }) => id === document.ownerId),
      rules,
    )
    const cycle = await openCycle(tx, {
      orgId: actor.orgId,
      documentId,
      dueOn,
      begunAt: begunAt(dueOn, timeZone, at),
    })
    const rhythm = rules.settings.reviewRhythm ?? DEFAULT_RHYTHM
    const { remind, stage, wakeAt } = reviewMoment(rhythm, { ...cycle, calendar, timeZone }, at)
    if (remind) await sendReminder(tx, actor, document, { cycle, members, today: dateIn(at, timeZone), at })
    return {
      outcome: 'waiting',
      dueOn,
      dueAt: endOfDay(dueOn, timeZone).toISOString(),
      stage,
      wakeAt: wakeAt.toISOString(),
    }
  })
}

/** The owners, and the compliance managers, who learn of what is overdue. */
const peopleOf = (tx: Transaction, { orgId, ownerId, secondOwnerId }: DocumentRow): Promise<MembershipRow[]> =>
  membersWanted(tx, orgId, { ids: [ownerId, ...(secondOwnerId ? [secondOwnerId] : [])], roles: ['compliance_manager'] })

interface Reminder {
  cycle: ReviewCycleRow
  members: readonly MembershipRow[]
  today: PlainDate
  at: Date
}

/** Before the day the owner is reminded; from the day on the second owner too; afterwards also the compliance managers. */
async function sendReminder(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  { cycle, members, today, at }: Reminder,
): Promise<void> {
  const { dueOn } = cycle
  const reminder = cycle.remindersSent + 1
  await markReminded(tx, cycle, at)
  const owners = [document.ownerId, ...(document.secondOwnerId && today >= dueOn ? [document.secondOwnerId] : [])]
  const notice = {
    key: `review:${document.id}:${dueOn}:reminder:${reminder}`,
    subjectId: document.id,
    documentId: document.id,
  } as const
  const isLate = today > dueOn
  if (isLate) {
    const owner = members.find(({ id }) => id === document.ownerId)?.name ?? 'Its owner'
    const managers = members.filter(
      ({ id, roles, status }) => status === 'active' && roles.includes('compliance_manager') && !owners.includes(id),
    )
    notify(tx, actor.orgId, owners, { ...notice, kind: 'review_overdue', facts: { dueOn, owner: null } }, at)
    notify(
      tx,
      actor.orgId,
      managers.map(({ id }) => id),
      { ...notice, kind: 'review_overdue', facts: { dueOn, owner } },
      at,
    )
  } else notify(tx, actor.orgId, owners, { ...notice, kind: 'review_due', facts: { dueOn } }, at)
  appendAudit(tx, actor, {
    at,
    action: 'document.review_reminded',
    subjectId: document.id,
    documentId: document.id,
    after: { dueOn, reminder, late: isLate },
  })
}
