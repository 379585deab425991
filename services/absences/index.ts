import type { Transaction } from '#db/client.ts'
import {
  absencesOn,
  absencesWithin,
  cancelAbsence,
  countAbsences,
  insertAbsence,
  listAbsences,
  lockAbsence,
} from '#db/queries/absences.ts'
import { lockMember, type MembershipRow } from '#db/queries/members.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { leadsBack } from '#domain/approvals/absence.ts'
import { dateIn, daysBetween } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { handOverOpen } from './hand-over.ts'
import { EnterAbsence } from './input.ts'

/** When members are out of office, and who signs for them meanwhile. One's own to enter, and an admin's. */
export const absenceService = (deps: Deps) => ({
  /** A page of a member's absences, the last that was entered first. @throws forbidden, not_found */
  async list(actor: Actor, memberId: string, query: PageAsked = {}) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const member = await requireActive(tx, actor.orgId, memberId)
      const total = await countAbsences(tx, actor.orgId, member.id)
      const { rows, ...place } = await readPage(query, total, (page) => listAbsences(tx, actor.orgId, member.id, page))
      return { member, absences: rows, ...place }
    })
  },

  /** Who is out of office today, and until when. @throws forbidden */
  async today(actor: Actor): Promise<{ membershipId: string; untilDay: string }[]> {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      return absencesOn(tx, actor.orgId, dateIn(deps.clock.now(), timeZone))
    })
  },

  /**
   * Enters an absence. From its first day on, who would be asked to sign is asked through the delegate, who is notified.
   * @returns it, and how many open requests went to the delegate now
   * @throws forbidden, scope_missing, invalid_input, not_found, signer_not_eligible, absence_past, absence_overlaps, absence_circle
   */
  async enter(actor: Actor, memberId: string, given: EnterAbsence) {
    authorizeFor(actor, memberId)
    const { handOver, ...days } = checked(EnterAbsence, given)
    assertPeriod(days)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      // One after the other: two who name one another at once would make a circle.
      await lockOrganization(tx, actor.orgId)
      const member = await requireActive(tx, actor.orgId, memberId)
      const delegate = days.delegateId === member.id ? null : await lockMember(tx, actor.orgId, days.delegateId)
      if (delegate?.status !== 'active') throw new DomainError('signer_not_eligible')
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const today = dateIn(at, timeZone)
      if (days.untilDay < today) throw new DomainError('absence_past')
      const wanted = { ...days, membershipId: member.id }
      const others = await absencesWithin(tx, actor.orgId, days)
      if (leadsBack(wanted, others)) throw new DomainError('absence_circle', { name: delegate.name })
      const ids = { orgId: actor.orgId, id: newId(tx), createdBy: memberOf(actor), createdAt: at }
      const absence = await insertAbsence(tx, { ...wanted, ...ids })
      if (!absence) throw new DomainError('absence_overlaps')
      const isNow = handOver && days.fromDay <= today
      const handedOver = isNow ? await handOverOpen(tx, actor, member, absence, at) : 0
      notify(
        tx,
        actor.orgId,
        // Whoever enters it for somebody and stands in for them has just read it.
        [delegate.id].filter((id) => id !== actor.membershipId),
        {
          kind: 'absence_delegate',
          key: `absence:${absence.id}:delegate`,
          subjectId: member.id,
          documentId: null,
          facts: { absent: member.name, fromDay: absence.fromDay, untilDay: absence.untilDay },
        },
        at,
      )
      appendAudit(tx, actor, {
        at,
        action: 'member.absence_entered',
        subjectId: member.id,
        after: { ...factsOf(absence, member.name, delegate.name), handedOver },
      })
      return { absence, delegateName: delegate.name, handedOver }
    })
  },

  /** Takes an absence back: it counts for nothing any more. @throws forbidden, scope_missing, not_found */
  cancel(actor: Actor, id: string): Promise<void> {
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const found = await lockAbsence(tx, actor.orgId, id)
      if (!found) throw new DomainError('not_found')
      authorizeFor(actor, found.absence.membershipId)
      const member = await lockMember(tx, actor.orgId, found.absence.membershipId)
      await cancelAbsence(tx, found.absence, at)
      appendAudit(tx, actor, {
        at,
        action: 'member.absence_canceled',
        subjectId: found.absence.membershipId,
        before: factsOf(found.absence, member?.name ?? '', found.delegateName),
      })
    })
  },
})

export type AbsenceService = ReturnType<typeof absenceService>

/** One's own absences are one's own to enter; those of others an admin's. @throws forbidden, scope_missing */
function authorizeFor(actor: Actor, memberId: string): void {
  if (memberId !== actor.membershipId) authorize(actor, 'members.manage')
  if (actor.scopes !== null && !actor.scopes.includes('members:write')) {
    throw new DomainError('scope_missing', { scope: 'members:write' })
  }
}

const LONGEST_DAYS = 366

/** @throws invalid_input for days that are no period, or a very long one */
function assertPeriod({ fromDay, untilDay }: { fromDay: string; untilDay: string }): void {
  const days = daysBetween(fromDay, untilDay)
  if (days >= 0 && days < LONGEST_DAYS) return
  const untilDayIs = days < 0 ? 'The last day is before the first' : 'Enter at most a year'
  throw new DomainError('invalid_input', { errors: { untilDay: untilDayIs } })
}

async function requireActive(tx: Transaction, orgId: string, id: string): Promise<MembershipRow> {
  const member = await lockMember(tx, orgId, id)
  if (member?.status !== 'active') throw new DomainError('not_found')
  return member
}

const factsOf = ({ fromDay, untilDay }: { fromDay: string; untilDay: string }, name: string, delegate: string) => ({
  name,
  fromDay,
  untilDay,
  delegate,
})
