import { paths } from '../../paths.ts'
import { instant, name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const roundExtended = defineKind({
  subject: 'round',
  facts: { by: name, dueAt: instant },
  icon: 'reminder',
  priority: 'normal',
  label: 'More time to sign',
  words: ({ by, dueAt }, { document, day }) => ({
    title: `More time: ${document}`,
    body: `${by} extended the due date. Your sign-off is needed by ${day(dueAt)}.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
