import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

/** What waits for somebody and what happened, for kinds that they want to have once a day. */
export const dailyDigest = defineKind({
  subject: 'membership',
  facts: {},
  icon: 'other',
  priority: 'normal',
  label: 'Daily digest',
  words: () => ({
    title: 'Your daily digest',
    body: 'What waits for you, and what happened.',
    action: 'Open the notifications',
  }),
  leadsTo: ({ org }) => paths.notifications(org),
})
