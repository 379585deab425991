import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

export const roundWithdrawn = defineKind({
  subject: 'round',
  facts: {},
  icon: 'undone',
  priority: 'normal',
  label: 'A version is taken back from review',
  words: (_facts, { document }) => ({
    title: `Withdrawn: ${document}`,
    body: 'The approval was ended. The document is a draft again.',
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
