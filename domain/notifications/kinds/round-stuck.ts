import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const roundStuck = defineKind({
  subject: 'round',
  facts: { step: name },
  icon: 'alarm',
  priority: 'urgent',
  label: 'A step that nobody can decide',
  words: ({ step }, { document }) => ({
    title: `Nobody can sign: ${document}`,
    body: `Too few people are left who may sign the step “${step}”. Withdraw it and submit it with other signers.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
