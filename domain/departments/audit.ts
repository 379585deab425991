import { action, phrase } from '../audit/action.ts'

interface Department {
  name: string
  /** What the one above it is called. */
  parent: string | null
  headId: string | null
}

export const departmentActions = {
  'department.created': action<{ after: Department }>({
    subject: 'department',
    sentence: ({ after }) => phrase`made the department ${after.name}`,
  }),
  'department.changed': action<{ before: Department; after: Department }>({
    subject: 'department',
    sentence: ({ after }) => phrase`changed the department ${after.name}`,
  }),
  'department.merged': action<{
    before: { name: string; members: number; departments: number }
    after: { name: string }
  }>({
    subject: 'department',
    sentence: ({ before, after }) => phrase`merged the department ${before.name} into ${after.name}`,
  }),
  'department.retired': action<{ before: Department }>({
    subject: 'department',
    sentence: ({ before }) => phrase`retired the department ${before.name}`,
  }),
}
