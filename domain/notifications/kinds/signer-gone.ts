import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const signerGone = defineKind({
  subject: 'round',
  facts: {
    signer: name,
    step: name,
    /** Who is asked instead; null: nobody could be. */
    successor: name.nullable(),
  },
  icon: 'owner',
  priority: 'normal',
  label: 'A signer can no longer sign',
  words: ({ signer, step, successor }, { document }) => ({
    title: `${signer} has left a role or group: ${document}`,
    body:
      successor === null
        ? `The step “${step}” asks by a role or group that ${signer} has left, and nobody else may sign. It still waits for ${signer}. Replace them.`
        : `The step “${step}” asks by a role or group that ${signer} has left. ${successor} is asked instead.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
