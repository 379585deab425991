import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { AFTER_REFUSAL, OF_WHAT, purpose } from '../purpose.ts'
import { whyItEnded } from '../round-mail.ts'

export const roundRejected = defineKind({
  subject: 'round',
  /** Without a name the round was rejected because nobody decided in time. */
  facts: { by: name.nullable(), purpose },
  icon: 'rejected',
  priority: 'normal',
  label: 'A version is sent back',
  words: ({ by, purpose }, { document }) => ({
    title: purpose === 'approval' ? `Rejected: ${document}` : `Rejected:${OF_WHAT[purpose]} ${document}`,
    body:
      by === null
        ? `Nobody decided in time, so it was rejected. ${AFTER_REFUSAL[purpose]}`
        : `${by} rejected it. ${AFTER_REFUSAL[purpose]}`,
    action: 'Read why',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
  mail: (details, _reading, { by }) => whyItEnded(details, by),
})
