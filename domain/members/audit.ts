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

export const memberActions = {
  'member.joined': action<{ after: { email: string; roles: string[] } }>({
    subject: 'membership',
    sentence: () => 'joined',
  }),
  'member.changed': action<{ before: Member; after: Member }>({
    subject: 'membership',
    sentence: ({ after }) => phrase`changed the membership of ${after.name}`,
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
