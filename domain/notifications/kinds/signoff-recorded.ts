import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { OF_WHAT, purpose } from '../purpose.ts'

export const signoffRecorded = defineKind({
  subject: 'signoff',
  facts: { signer: name, decision: z.enum(['approved', 'rejected']), purpose },
  icon: 'signature',
  priority: 'normal',
  label: 'Somebody signs',
  words: ({ signer, decision, purpose }, { document }) => ({
    title:
      purpose === 'approval'
        ? `${signer} ${decision}: ${document}`
        : `${signer} ${decision}${OF_WHAT[purpose]} ${document}`,
    body: 'A sign-off was recorded.',
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
