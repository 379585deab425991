import { z } from 'zod'
import { dayIn } from '../../date-formatter.ts'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const reviewOverdue = defineKind({
  subject: 'document',
  /** `owner` is null in the notification of the owners, and their name in that of the compliance managers. */
  facts: { dueOn: z.iso.date(), owner: name.nullable() },
  icon: 'overdue',
  priority: 'normal',
  label: 'A review is overdue',
  asks: true,
  words: ({ dueOn, owner }, { document }) => ({
    title: `Review overdue: ${document}`,
    body:
      owner === null
        ? `Its review was due on ${dayIn(dueOn, 'UTC')}. Say that it is still right, or what has to change.`
        : `${owner} has not reviewed it. It was due on ${dayIn(dueOn, 'UTC')}.`,
    action: owner === null ? 'Review it' : 'Open the review',
  }),
  leadsTo: ({ org, identifier }) => paths.review(org, identifier),
})
