import type { NotificationKind } from '#domain/notifications/registry.ts'
import { startOfProcess } from '#services/rounds/signal-approval.ts'
import { fixedIdAt } from './ids.ts'
import type { SeedDocument } from './library.ts'
import type { RoundSubject } from './round-story.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'

const DAY_MS = 86_400_000
/** Whoever waited longer than this was reminded once; what is due by now the worker sends itself. */
const REMINDED_AFTER_MS = 7 * DAY_MS
/** The notification center of a busy person; older news they have read. */
const [NEWS_DAYS, UNREAD_DAYS] = [60, 5]

/**
 * Hands a round that is not over to the worker: its process is started like any other, finds the rows as they are, and
 * goes on from there. Those who are awaited have been notified.
 */
export function awaitDecisions(rows: Rows, people: SeedPeople, round: RoundSubject, document: SeedDocument): void {
  const { orgId } = people
  const { documentId, versionId, roundId } = round
  rows.outbox.push(startOfProcess({ orgId, documentId, versionId, roundId, identifier: document.identifier }))
  for (const signoff of rows.signoffs.filter((row) => row.roundId === roundId && row.status === 'pending')) {
    const remindedAt = new Date(signoff.requestedAt.getTime() + REMINDED_AFTER_MS)
    if (remindedAt < people.moments.now) Object.assign(signoff, { remindersSent: 1, lastRemindedAt: remindedAt })
    rows.notifications.push({
      orgId,
      id: fixedIdAt(people.moments.minute(signoff.requestedAt), signoff.id ?? '', 'requested'),
      membershipId: signoff.signerId,
      kind: 'signoff_requested',
      key: `signoff:${signoff.id}:requested`,
      subjectType: 'signoff',
      subjectId: signoff.id ?? '',
      documentId,
      facts: { dueAt: signoff.dueAt?.toISOString() ?? null },
      createdAt: signoff.requestedAt,
    })
  }
}

type News = { kind: Extract<NotificationKind, 'round_approved' | 'document_published'>; label: string; at: Date }

/** Notifications of the owners about their document; none of what is long past. */
export function notifyOwners(
  rows: Rows,
  people: SeedPeople,
  document: SeedDocument,
  round: RoundSubject,
  news: News,
): void {
  const age = people.moments.now.getTime() - news.at.getTime()
  if (age > NEWS_DAYS * DAY_MS) return
  const published = news.kind === 'document_published'
  for (const key of [document.owner, document.secondOwner]) {
    rows.notifications.push({
      orgId: people.orgId,
      id: fixedIdAt(people.moments.minute(news.at), round.roundId, news.kind, key),
      membershipId: people.memberId(key),
      kind: news.kind,
      key: published ? `version:${round.versionId}:published` : `round:${round.roundId}:approved`,
      subjectType: published ? 'version' : 'round',
      subjectId: published ? round.versionId : round.roundId,
      documentId: round.documentId,
      facts: { label: news.label },
      createdAt: news.at,
      readAt: age > UNREAD_DAYS * DAY_MS ? new Date(news.at.getTime() + DAY_MS / 2) : null,
    })
  }
}
