import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const acknowledgmentReminder = defineKind({
  subject: 'campaign',
  facts: { dueAt: instant },
  icon: 'reminder',
  priority: 'normal',
  label: 'Reminders to read and accept',
  asks: true,
  words: ({ dueAt }, { document, day }) => ({
    title: `Reminder: read and accept ${document}`,
    body: `You have not accepted it yet. It is due on ${day(dueAt)}.`,
    action: 'Read and accept',
  }),
  leadsTo: ({ org, subjectId }) => paths.readAndAccept(org, subjectId),
})
