import { action, phrase } from '../audit/action.ts'
import type { OrganizationType } from './types.ts'

interface Properties {
  name: string
  timeZone: string
  workingDays: number[]
}
interface Changeable extends Properties {
  settings: { authorsMayApprove?: boolean; firstStepsHidden?: boolean }
}

export const organizationActions = {
  'organization.created': action<{ after: Properties & { slug: string; type: OrganizationType } }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`made the organization ${after.name}`,
  }),
  'organization.changed': action<{ before: Changeable; after: Changeable }>({
    subject: 'organization',
    sentence: () => 'changed the organization',
  }),
}
