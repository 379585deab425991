import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { whyItEnded } from '../round-mail.ts'

const BECAUSE = {
  rejected: 'It was rejected.',
  withdrawn: 'It was withdrawn from review.',
  canceled: 'Its approval was ended.',
  sent_back: 'It was sent back before it went into effect.',
  archived: 'The document was archived before it went into effect.',
} as const

export const signatureVoid = defineKind({
  subject: 'round',
  facts: { because: z.enum(Object.keys(BECAUSE) as (keyof typeof BECAUSE)[]), by: name.nullable() },
  icon: 'undone',
  priority: 'normal',
  label: 'A signature does not count any more',
  words: ({ because }, { document }) => ({
    title: `Your signature no longer counts: ${document}`,
    body: `You had signed this version. ${BECAUSE[because]} If it is submitted again, you are asked to sign the new text.`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
  mail: (details, _reading, { by }) => whyItEnded(details, by),
})
