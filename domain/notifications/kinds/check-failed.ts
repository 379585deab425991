import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

/** To whoever may grant another attempt: somebody has used up theirs. */
export const checkFailed = defineKind({
  subject: 'campaign',
  facts: { name, attempts: z.number().int().min(1).max(1_000) },
  icon: 'overdue',
  priority: 'normal',
  label: 'Somebody has no attempts at questions left',
  words: ({ name: who, attempts }, { document }) => ({
    title: `No attempts left: ${document}`,
    body: `${who} has answered the questions ${attempts} times and has not passed. You can grant another attempt.`,
    action: 'See what they missed',
  }),
  leadsTo: ({ org, subjectId }) => paths.campaignAttempts(org, subjectId),
})
