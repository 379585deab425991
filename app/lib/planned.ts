import { dateIn } from '#domain/dates.ts'

interface Plan {
  status: string
  publishAt: Date | null
}

/** The day on which an approved version is planned to take effect, by the organization's calendar; null: none is. */
export const plannedDay = ({ status, publishAt }: Plan, timeZone: string, now = new Date()): string | null =>
  status === 'approved' && publishAt !== null && publishAt > now ? dateIn(publishAt, timeZone) : null
