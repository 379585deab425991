import { action, phrase } from '../audit/action.ts'
import { listOf } from '../words.ts'

interface Group {
  name: string
  description: string
}

const people = (names: readonly string[]): string => (names.length > 3 ? `${names.length} people` : listOf(names))

export const groupActions = {
  'group.created': action<{ after: Group }>({
    subject: 'group',
    sentence: ({ after }) => phrase`made the group ${after.name}`,
  }),
  'group.changed': action<{ before: Group; after: Group }>({
    subject: 'group',
    sentence: ({ after }) => phrase`changed the group ${after.name}`,
  }),
  'group.retired': action<{ before: Group & { members: number } }>({
    subject: 'group',
    sentence: ({ before }) => phrase`retired the group ${before.name}`,
  }),
  'group.members_added': action<{ after: { name: string; membershipIds: string[]; people: string[] } }>({
    subject: 'group',
    sentence: ({ after }) => phrase`added ${people(after.people)} to the group ${after.name}`,
  }),
  'group.member_removed': action<{ before: { name: string; membershipId: string; person: string } }>({
    subject: 'group',
    sentence: ({ before }) => phrase`took ${before.person} out of the group ${before.name}`,
  }),
}
