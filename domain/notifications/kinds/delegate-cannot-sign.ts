import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const delegateCannotSign = defineKind({
  subject: 'signoff',
  facts: { signer: name },
  icon: 'alarm',
  priority: 'urgent',
  label: 'A delegate cannot sign',
  words: ({ signer }, { document }) => ({
    title: `${signer} is out of office: ${document}`,
    body: `${signer} is asked to sign off this version, and their delegate cannot sign in their place. Ask somebody else where it cannot wait.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
