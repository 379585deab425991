import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const signoffDelegated = defineKind({
  subject: 'signoff',
  facts: { signer: name, delegate: name },
  icon: 'request',
  priority: 'normal',
  label: 'A request to sign is passed on',
  words: ({ signer, delegate }, { document }) => ({
    title: `${delegate} signs for ${signer}: ${document}`,
    body: `${signer} was asked to sign off this version. ${delegate} decides in their place.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
