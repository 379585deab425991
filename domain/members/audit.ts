import { action, phrase } from '../audit/action.ts'

/** What a member may do, and by which calendar they are reminded. */
interface Member {
  name: string
  roles: string[]
  positionTitle: string | null
  managerId: string | null
  /** What their department is called. */
  department: string | null
  timeZone: string | null
  workingDays: number[] | null
}

interface Absence {
  name: string
  fromDay: string
  untilDay: string
  delegate: string
}

export const memberActions = {
  'member.joined': action<{ after: { email: string; roles: string[] } }>({
    subject: 'membership',
    sentence: () => 'joined',
  }),
  'member.changed': action<{ before: Member; after: Member }>({
    subject: 'membership',
    sentence: ({ after }) => phrase`changed the membership of ${after.name}`,
  }),
  'member.absence_entered': action<{ after: Absence & { handedOver: number } }>({
    subject: 'membership',
    sentence: ({ after }) =>
      phrase`entered that ${after.name} is out of office from ${after.fromDay} to ${after.untilDay}, with ${after.delegate} in their place`,
  }),
  'member.absence_canceled': action<{ before: Absence }>({
    subject: 'membership',
    sentence: ({ before }) =>
      phrase`took back that ${before.name} is out of office from ${before.fromDay} to ${before.untilDay}`,
  }),
  'member.removed': action<{
    before: { name: string; email: string; roles: string[] }
    /** How many documents and open requests went to somebody else, and how many keys ended. */
    after: { documents: number; signoffs: number; keysRevoked: number }
  }>({
    subject: 'membership',
    sentence: ({ before }) => phrase`removed ${before.name}`,
    tone: 'bad',
  }),
}
