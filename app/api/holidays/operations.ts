import { z } from 'zod'
import { Holidays } from '#services/organizations/input.ts'
import { cursorOf, cursorTo, limit } from '../common/query.ts'
import { day, listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'

const HolidayView = z.object({ date: day, name: z.string() }).meta({ id: 'Holiday' })
const HOLIDAY_EXAMPLE = { date: '2027-01-01', name: 'New Year' } satisfies z.input<typeof HolidayView>

export const holidays: Resource = {
  tag: 'Holidays',
  operations: [
    operation({
      id: 'holidays.list',
      method: 'get',
      path: '/holidays',
      summary: 'List the days on which nobody of the organization works',
      scope: 'members:read',
      query: z.strictObject({ limit, cursor: cursorOf(z.iso.date()) }),
      response: listOf(HolidayView),
      status: 200,
      example: { response: { data: [HOLIDAY_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, query: { limit, cursor } }) => {
        const { holidays, total, more } = await services.holidays.list(actor, { limit, after: cursor })
        const last = holidays.at(-1)
        return { body: { data: holidays, page: { next: more && last ? cursorTo(last.date) : null, total } } }
      },
    }),
    operation({
      id: 'holidays.add',
      method: 'post',
      path: '/holidays',
      summary: 'Put holidays on the calendar',
      notes: 'A date that is on it already gets the new name.',
      scope: 'settings:write',
      body: Holidays,
      status: 204,
      example: { body: { holidays: [{ date: '2027-12-25', name: 'Christmas' }] } },
      run: async ({ services, actor, body }) => {
        await services.holidays.add(actor, body)
        return {}
      },
    }),
    operation({
      id: 'holidays.remove',
      method: 'delete',
      path: '/holidays/{date}',
      summary: 'Take a holiday off the calendar',
      scope: 'settings:write',
      params: z.strictObject({ date: day }),
      status: 204,
      example: { params: { date: '2027-01-01' } },
      run: async ({ services, actor, params }) => {
        await services.holidays.remove(actor, params.date)
        return {}
      },
    }),
  ],
}
