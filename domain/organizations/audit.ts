import { action, phrase } from '../audit/action.ts'
import type { MailModes } from '../notifications/preferences.ts'
import type { CountsFrom, ReviewRhythm } from '../reviews/rhythm.ts'
import type { OrganizationType } from './types.ts'

interface Properties {
  name: string
  timeZone: string
  workingDays: number[]
}
interface Changeable extends Properties {
  settings: {
    authorsMayApprove?: boolean
    firstStepsHidden?: boolean
    reviewsCountFrom?: CountsFrom
    reviewRhythm?: ReviewRhythm
    mailDefaults?: MailModes
  }
}

const named = (holidays: readonly { name: string }[]): string =>
  holidays.length === 1 ? (holidays[0]?.name ?? '') : `${holidays.length} dates`

export const organizationActions = {
  'organization.created': action<{ after: Properties & { slug: string; type: OrganizationType } }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`made the organization ${after.name}`,
  }),
  'organization.changed': action<{ before: Changeable; after: Changeable }>({
    subject: 'organization',
    sentence: () => 'changed the organization',
  }),
  'organization.holidays_added': action<{ after: { holidays: { date: string; name: string }[] } }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`put ${named(after.holidays)} on the calendar of holidays`,
  }),
  'organization.holidays_removed': action<{ before: { holidays: { date: string; name: string }[] } }>({
    subject: 'organization',
    sentence: ({ before }) => phrase`took ${named(before.holidays)} off the calendar of holidays`,
  }),
}
