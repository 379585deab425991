import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const signoffRecorded = defineKind({
  subject: 'signoff',
  facts: { signer: name, decision: z.enum(['approved', 'rejected']) },
  icon: 'signature',
  priority: 'normal',
  label: 'Somebody signs',
  words: ({ signer, decision }, { document }) => ({
    title: `${signer} ${decision}: ${document}`,
    body: 'A sign-off was recorded.',
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
