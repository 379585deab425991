import { z } from 'zod'
import type { Services } from '#services/index.ts'
import { day, id } from '../common/views.ts'

type Absence = Pick<Awaited<ReturnType<Services['absences']['enter']>>, 'absence' | 'delegateName'>

export const AbsenceView = z
  .object({
    id,
    memberId: id,
    fromDay: day,
    untilDay: day.meta({ description: 'Included.' }),
    delegate: z.object({ id, name: z.string() }),
  })
  .meta({ id: 'Absence' })

export const EnteredView = z
  .object({
    absence: AbsenceView,
    handedOver: z.number().int().meta({ description: 'How many open requests to sign went to the delegate at once.' }),
  })
  .meta({ id: 'AbsenceEntered' })

export const absenceView = ({ absence, delegateName }: Absence): z.input<typeof AbsenceView> => ({
  id: absence.id,
  memberId: absence.membershipId,
  fromDay: absence.fromDay,
  untilDay: absence.untilDay,
  delegate: { id: absence.delegateId, name: delegateName },
})
