import { z } from 'zod'
import { dayIn } from '../../date-formatter.ts'
import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

export const reviewDue = defineKind({
  subject: 'document',
  /** A day of the organization's calendar: it is the same for receivers in all time zones. */
  facts: { dueOn: z.iso.date() },
  icon: 'reminder',
  priority: 'normal',
  label: 'A review comes due',
  asks: true,
  words: ({ dueOn }, { document }) => ({
    title: `Review due on ${dayIn(dueOn, 'UTC')}: ${document}`,
    body: 'Is it still right? Say so, or say what has to change.',
    action: 'Review it',
  }),
  leadsTo: ({ org, identifier }) => paths.review(org, identifier),
})
