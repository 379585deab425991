import { createHash } from 'node:crypto'
import { acrossOrganizations, withActor } from '#db/client.ts'
import * as queries from '#db/queries/calendar-feeds.ts'
import type { Actor } from '#domain/actor.ts'
import { CALENDAR_FEED_LABELS, CANCELED_DAYS, MOST_EVENTS } from '#domain/calendar-feeds/feed.ts'
import { memberReader } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { paths } from '#domain/paths.ts'
import { authorize, isRole } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { unlessFull } from '../database-failures.ts'
import { newId } from '../ids.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { MakeCalendarFeed } from './input.ts'
import { calendarOfReviews } from './render.ts'

const DAY = 86_400_000
/** A calendar that looks more often writes no more often. */
const HOUR = 3_600_000

/** Addresses by which calendars read reviews. A feed shows what its owner may read at the moment of reading. */
export const calendarFeedService = (deps: Deps) => ({
  /** One's own feeds that work, without their addresses. */
  list: (actor: Actor) => transact(deps, actor, (tx) => queries.feedsOf(tx, whoseOf(actor))),

  /**
   * Makes a feed. The answer holds its address, once: only the hash of the secret in it is kept.
   * @throws forbidden; already_exists when there is one of this kind
   */
  async make(actor: Actor, given: MakeCalendarFeed) {
    authorize(actor, 'reviews.subscribe')
    const { kind } = checked(MakeCalendarFeed, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const token = newToken()
      const id = newId(tx)
      const row = { ...whoseOf(actor), id, kind, tokenHash: tokenHash(token), createdAt: at }
      if (!(await queries.insertFeed(tx, row))) throw new DomainError('already_exists', { what: 'A feed of this kind' })
      appendAudit(tx, actor, { at, action: 'calendar_feed.made', subjectId: id, after: { kind } })
      return { id, kind, address: deps.publicUrl + paths.calendar(token) }
    })
  },

  /** Gives a feed a new address; the old one stops working at once. @throws forbidden, not_found */
  async renew(actor: Actor, id: string) {
    authorize(actor, 'reviews.subscribe')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const token = newToken()
      const secret = { tokenHash: tokenHash(token), keptAs: newId(tx), at }
      const feed = await queries.renewFeed(tx, whoseOf(actor), id, secret)
      if (!feed) throw new DomainError('not_found')
      const { kind } = feed
      appendAudit(tx, actor, { at, action: 'calendar_feed.renewed', subjectId: id, after: { kind } })
      return { id, kind, address: deps.publicUrl + paths.calendar(token) }
    })
  },

  /** Ends a feed, at once and for good. @throws forbidden, not_found */
  async revoke(actor: Actor, id: string): Promise<void> {
    authorize(actor, 'reviews.subscribe')
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const before = await queries.revokeFeed(tx, whoseOf(actor), id, at)
      if (!before) throw new DomainError('not_found')
      appendAudit(tx, actor, { at, action: 'calendar_feed.revoked', subjectId: id, before })
    })
  },

  /** The feed behind an address. @throws not_found; calendar_feed_ended when it was revoked or has a newer address */
  async locate(token: string): Promise<queries.CalendarFeedRow> {
    const feed = await acrossOrganizations(deps.db, (tx) => queries.locateFeed(tx, tokenHash(token)))
    if (!feed) throw new DomainError('not_found')
    if (feed.revokedAt) throw new DomainError('calendar_feed_ended')
    return feed
  },

  /** What a feed says now, and since when. @throws calendar_feed_ended when its owner is a member no longer */
  async read(feed: queries.CalendarFeedRow): Promise<{ text: string; hash: string; changedAt: Date }> {
    const at = deps.clock.now()
    const { orgId, kind } = feed
    const whose = { orgId, userId: null }
    const { events, about } = await withActor(deps.db, whose, async (tx) => {
      const owner = await queries.findFeedOwner(tx, feed)
      if (!owner) throw new DomainError('calendar_feed_ended')
      const { membership, organization } = owner
      const reader = memberReader(membership.id, membership.roles.filter(isRole))
      const canceledSince = new Date(at.getTime() - CANCELED_DAYS * DAY)
      const events = await queries.feedEvents(tx, orgId, { kind, reader, canceledSince }, MOST_EVENTS)
      const name = `${CALENDAR_FEED_LABELS[kind]}, ${organization.name}`
      return { events, about: { name, publicUrl: deps.publicUrl, orgSlug: organization.slug } }
    })
    const hash = createHash('sha256').update(JSON.stringify({ events, about })).digest('base64url')
    const isSame = feed.contentHash === hash && feed.changedAt !== null
    // HTTP counts whole seconds.
    const changedAt = isSame && feed.changedAt ? feed.changedAt : new Date(Math.floor(at.getTime() / 1_000) * 1_000)
    const isNoted = isSame && feed.lastReadAt !== null && at.getTime() - feed.lastReadAt.getTime() < HOUR
    const note = { contentHash: hash, changedAt, at }
    if (!isNoted) await unlessFull(withActor(deps.db, whose, (tx) => queries.noteRead(tx, feed, note)))
    return { text: calendarOfReviews(events, about, changedAt), hash, changedAt }
  },
})

const whoseOf = (actor: Actor) => ({ orgId: actor.orgId, membershipId: memberOf(actor) })
