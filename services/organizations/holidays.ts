import * as queries from '#db/queries/holidays.ts'
import { lockOrganization } from '#db/queries/organizations.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, isPlainDate } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { holidayDates, isHolidayDate } from '#domain/organizations/holidays.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { Holidays } from './input.ts'

/** The days on which nobody of an organization works. Due dates and reminders step over them. */
export const holidayService = (deps: Deps) => ({
  /** One page of them, in the order of the calendar. @throws forbidden */
  async list(actor: Actor, asked: PageAsked = {}) {
    authorize(actor, 'members.read')
    return transact(deps, actor, async (tx) => {
      const total = await queries.countHolidays(tx, actor.orgId)
      const { rows, ...place } = await readPage(asked, total, (page) => queries.listHolidays(tx, actor.orgId, page))
      return { holidays: rows, ...place }
    })
  },

  /**
   * Puts holidays on the calendar; a date that is on it already gets the new name.
   * @throws forbidden, invalid_input for a date that is too far away, with its place
   */
  async add(actor: Actor, given: Holidays): Promise<void> {
    authorize(actor, 'settings.manage')
    const named = checked(Holidays, given).holidays
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      const organization = await lockOrganization(tx, actor.orgId)
      if (!organization) throw new DomainError('not_found')
      const today = dateIn(at, organization.timeZone)
      const wrong = named.flatMap(({ date }, n) => (isHolidayDate(date, today) ? [] : [n]))
      if (wrong.length > 0) {
        const { first, last } = holidayDates(today)
        const message = `Choose a date from ${first} to ${last}`
        throw new DomainError('invalid_input', {
          errors: Object.fromEntries(wrong.map((n) => [`holidays/${n}/date`, message])),
        })
      }
      const holidays = [...new Map(named.map((holiday) => [holiday.date, holiday])).values()]
      await queries.saveHolidays(
        tx,
        holidays.map((holiday) => ({ orgId: actor.orgId, ...holiday })),
      )
      appendAudit(tx, actor, {
        at,
        action: 'organization.holidays_added',
        subjectId: actor.orgId,
        after: { holidays },
      })
    })
  },

  /** Takes a holiday off the calendar. @throws forbidden, not_found */
  async remove(actor: Actor, date: string): Promise<void> {
    authorize(actor, 'settings.manage')
    const at = deps.clock.now()
    if (!isPlainDate(date)) throw new DomainError('not_found')
    await transact(deps, actor, async (tx) => {
      const holidays = await queries.deleteHolidays(tx, actor.orgId, [date])
      if (holidays.length === 0) throw new DomainError('not_found')
      appendAudit(tx, actor, {
        at,
        action: 'organization.holidays_removed',
        subjectId: actor.orgId,
        before: { holidays },
      })
    })
  },
})
