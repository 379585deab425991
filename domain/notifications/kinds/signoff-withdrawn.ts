import { z } from 'zod'
import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'
import { purpose } from '../purpose.ts'

const BECAUSE = {
  rejected: 'Somebody else rejected this version.',
  withdrawn: 'The author took the document back.',
  canceled: 'The approval was ended.',
  approved: 'Enough others have approved.',
  replaced: 'Somebody else is asked instead.',
} as const

/** The same, where something else than a text was decided. */
const LATER = {
  rejected: 'Somebody else rejected it.',
  withdrawn: 'It was withdrawn.',
  canceled: 'It was ended.',
  approved: BECAUSE.approved,
  replaced: BECAUSE.replaced,
} as const satisfies Record<keyof typeof BECAUSE, string>

export const signoffWithdrawn = defineKind({
  subject: 'round',
  facts: { because: z.enum(Object.keys(BECAUSE) as (keyof typeof BECAUSE)[]), purpose },
  icon: 'undone',
  priority: 'normal',
  label: 'You need not sign any more',
  words: ({ because, purpose }, { document }) => ({
    title: `No longer needed: ${document}`,
    body: `Your sign-off is no longer needed. ${purpose === 'approval' ? BECAUSE[because] : LATER[because]}`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
