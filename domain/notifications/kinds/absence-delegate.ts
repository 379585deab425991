import { z } from 'zod'
import { dayIn } from '../../date-formatter.ts'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const absenceDelegate = defineKind({
  subject: 'membership',
  /** Days of the organization's calendar. */
  facts: { absent: name, fromDay: z.iso.date(), untilDay: z.iso.date() },
  icon: 'owner',
  priority: 'normal',
  label: 'You sign for somebody who is out of office',
  words: ({ absent, fromDay, untilDay }) => ({
    title: `You sign for ${absent} until ${dayIn(untilDay, 'UTC')}`,
    body: `${absent} is out of office from ${dayIn(fromDay, 'UTC')} to ${dayIn(untilDay, 'UTC')}. Requests to sign go to you meanwhile, with both names.`,
    action: 'Open the inbox',
  }),
  leadsTo: ({ org }) => paths.inbox(org),
})
