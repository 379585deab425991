import { z } from 'zod'
import { EnterAbsence } from '#services/absences/input.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { AbsenceView, absenceView, EnteredView } from './views.ts'

const InMember = z.strictObject({ member: z.uuid() })
const inMember = { member: EXAMPLE_IDS.signer }
const ABSENCE_EXAMPLE: z.input<typeof AbsenceView> = {
  id: EXAMPLE_IDS.absence,
  memberId: EXAMPLE_IDS.signer,
  fromDay: '2126-03-02',
  untilDay: '2126-03-13',
  delegate: { id: EXAMPLE_IDS.member, name: 'Ada Okafor' },
}

export const absences: Resource = {
  tag: 'Absences',
  operations: [
    operation({
      id: 'absences.list',
      method: 'get',
      path: '/members/{member}/absences',
      summary: 'List the absences of a member, the last that was entered first',
      scope: 'members:read',
      params: InMember,
      query: z.strictObject({ limit, cursor: idCursor }),
      response: listOf(AbsenceView),
      status: 200,
      example: { params: inMember, response: { data: [ABSENCE_EXAMPLE], page: { next: null, total: 1 } } },
      run: async ({ services, actor, params, query: { limit, cursor } }) => {
        const { absences, ...place } = await services.absences.list(actor, params.member, { limit, after: cursor })
        return { body: pageOf(absences.map(absenceView), place) }
      },
    }),
    operation({
      id: 'absences.enter',
      method: 'post',
      path: '/members/{member}/absences',
      summary: 'Enter that a member is out of office',
      notes:
        'Your own, or as an admin anybody’s. From the first day on requests to sign go to the delegate, with both names. ' +
        'With `handOver` so do those that are open, once the absence has begun. A member is out of office once at a time.',
      scope: 'members:write',
      params: InMember,
      body: EnterAbsence,
      response: EnteredView,
      status: 201,
      example: {
        params: inMember,
        body: { fromDay: '2126-04-01', untilDay: '2126-04-10', delegateId: EXAMPLE_IDS.member, handOver: true },
        response: {
          absence: { ...ABSENCE_EXAMPLE, fromDay: '2126-04-01', untilDay: '2126-04-10' },
          handedOver: 0,
        },
      },
      run: async ({ services, actor, params, body }) => {
        const entered = await services.absences.enter(actor, params.member, body)
        return { body: { absence: absenceView(entered), handedOver: entered.handedOver } }
      },
    }),
    operation({
      id: 'absences.cancel',
      method: 'delete',
      path: '/absences/{absence}',
      summary: 'Take an absence back',
      scope: 'members:write',
      params: z.strictObject({ absence: z.uuid() }),
      status: 204,
      example: { params: { absence: EXAMPLE_IDS.absence } },
      run: async ({ services, actor, params }) => {
        await services.absences.cancel(actor, params.absence)
        return {}
      },
    }),
  ],
}
