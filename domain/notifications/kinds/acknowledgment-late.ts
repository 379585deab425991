import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

/** To a manager, about those who report to them: how many are late, and one of them by name. */
export const acknowledgmentLate = defineKind({
  subject: 'campaign',
  facts: { people: z.number().int().min(1).max(1_000_000), name },
  icon: 'overdue',
  priority: 'normal',
  label: 'Somebody who reports to you is late to accept',
  words: (facts, { document }) => ({
    title: `Not accepted yet: ${document}`,
    body:
      facts.people === 1
        ? `${facts.name} reports to you and has not accepted it. The due date is over.`
        : `${facts.people} people who report to you have not accepted it, ${facts.name} among them. The due date is over.`,
    action: 'Open the document',
  }),
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
