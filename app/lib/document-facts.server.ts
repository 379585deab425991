import type { Actor } from '#domain/actor.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { REVIEW_DUE_SOON_DAYS } from '#domain/documents/review.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import type { Services } from './context.ts'
import type { ActionFacts } from './document-actions.ts'
import { firstName } from './format.ts'
import { plannedDay } from './planned.ts'

/** What this reader's roles let them do with a document. */
export const mayOf = (actor: Actor, own: boolean): ActionFacts['may'] => ({
  edit: can(actor, 'documents.edit', { own }),
  submit: can(actor, 'documents.submit', { own }),
  manageRound: can(actor, 'rounds.manage', { own }),
  publish: can(actor, 'documents.publish'),
  revise: can(actor, 'documents.revise'),
  confirmReview: can(actor, 'documents.confirm_review', { own }),
  ask: can(actor, 'campaigns.manage'),
  archive: can(actor, 'documents.archive'),
  delete: can(actor, 'documents.delete', { own }),
})

/** Whether a document in effect is to be reviewed within some weeks, or should have been. */
export const isReviewDue = (
  { inEffect, nextReviewDate }: { inEffect: boolean; nextReviewDate: string | null },
  today: string,
): boolean => inEffect && nextReviewDate !== null && nextReviewDate <= addDays(today, REVIEW_DUE_SOON_DAYS)

/** How somebody who is awaited is called in a button. */
export const awaitedName = (actor: Actor, { id, name }: { id: string; name: string }): string =>
  id === actor.membershipId ? 'yourself' : firstName(name)

/** The comparison that helps most: what a draft changes, or what the last version changed. */
export function comparison(org: string, identifier: string, versions: number, seesDrafts: boolean, status: string) {
  // Who reads only what was in effect chooses two of those on the tab of the versions.
  if (!seesDrafts || versions === 0 || (versions === 1 && status !== 'draft')) return null
  const [from, to] = status === 'draft' ? [versions, 'draft'] : [versions - 1, versions]
  const words = to === 'draft' ? 'Compare with the last version' : 'Compare versions'
  return { words, to: paths.documentCompare(org, identifier, from, to) }
}

type Summary = Awaited<ReturnType<Services['documents']['actions']>> extends Map<string, infer S> ? S : never

/** The facts of a document in a list, by which its menu is the one of its page. */
export const listedFacts = (actor: Actor, row: Summary, { timeZone, now }: { timeZone: string; now: Date }) =>
  ({
    status: row.status,
    inEffect: row.inEffect,
    empty: row.empty,
    untouched: row.versions === 0,
    roundRunning: row.roundRunning,
    planned: plannedDay(row, timeZone, now),
    reviewDue: isReviewDue(row, dateIn(now, timeZone)) ? row.nextReviewDate : null,
    mySignoffId: row.mySignoffId,
    awaited: row.awaited.map(({ signerId, name }) => awaitedName(actor, { id: signerId, name })),
    may: mayOf(actor, row.own),
  }) satisfies ActionFacts

/** What can be done with each of these documents, by their ids, all of it asked for at once. */
export async function readActions(
  services: Services,
  actor: Actor,
  ids: readonly string[],
  when: { timeZone: string; now: Date },
) {
  const summaries = await services.documents.actions(actor, ids)
  return new Map(
    [...summaries].map(([id, row]) => {
      const seesDrafts = row.own || can(actor, 'documents.read_drafts')
      const compare = comparison(actor.orgSlug, row.identifier, row.versions, seesDrafts, row.status)
      return [id, { facts: listedFacts(actor, row, when), compare }] as const
    }),
  )
}
