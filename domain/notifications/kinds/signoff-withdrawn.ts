import { z } from 'zod'
import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

const BECAUSE = {
  rejected: 'Somebody else rejected this version.',
  withdrawn: 'The author took the document back.',
  canceled: 'The approval was ended.',
  approved: 'Enough others have approved.',
  replaced: 'Somebody else is asked instead.',
} as const

export const signoffWithdrawn = defineKind({
  subject: 'round',
  facts: { because: z.enum(Object.keys(BECAUSE) as (keyof typeof BECAUSE)[]) },
  icon: 'undone',
  priority: 'normal',
  label: 'You need not sign any more',
  words: ({ because }, { document }) => ({
    title: `No longer needed: ${document}`,
    body: `Your sign-off is no longer needed. ${BECAUSE[because]}`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
