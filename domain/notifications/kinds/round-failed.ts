import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'

export const roundFailed = defineKind({
  subject: 'round',
  facts: {},
  icon: 'alarm',
  priority: 'urgent',
  label: 'An approval has stopped',
  words: (_facts, { document }) => ({
    title: `Approval has stopped: ${document}`,
    body: 'Its process failed. Nothing that was decided is lost. The page of the approval says why; a compliance manager or an admin can retry it there.',
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
