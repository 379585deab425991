import { z } from 'zod'
import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { OF_WHAT, purpose } from '../purpose.ts'
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
  facts: { because: z.enum(Object.keys(BECAUSE) as (keyof typeof BECAUSE)[]), by: name.nullable(), purpose },
  icon: 'undone',
  priority: 'normal',
  label: 'A signature does not count any more',
  words: ({ because, purpose }, { document }) => ({
    title: `Your signature no longer counts: ${document}`,
    body:
      purpose === 'approval'
        ? `You had signed this version. ${BECAUSE[because]} If it is submitted again, you are asked to sign the new text.`
        : `You had approved${OF_WHAT[purpose]} this version. ${BECAUSE[because]}`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
  mail: (details, _reading, { by }) => whyItEnded(details, by),
})
