import { paths } from '../../paths.ts'
import { label } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const roundApproved = defineKind({
  subject: 'round',
  facts: { label },
  icon: 'approved',
  priority: 'normal',
  label: 'A version is approved',
  words: (facts, { document }) => ({
    title: `Approved: ${document}`,
    body: `All signers approved. It is now version ${facts.label}.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
