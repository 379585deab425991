import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { whyItEnded } from '../round-mail.ts'

export const roundRejected = defineKind({
  subject: 'round',
  /** Without a name the round was rejected because nobody decided in time. */
  facts: { by: name.nullable() },
  icon: 'rejected',
  priority: 'normal',
  label: 'A version is sent back',
  words: ({ by }, { document }) => ({
    title: `Rejected: ${document}`,
    body:
      by === null
        ? 'Nobody decided in time, so it was rejected. It is a draft again.'
        : `${by} rejected it. It is a draft again.`,
    action: 'Read why',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
  mail: (details, _reading, { by }) => whyItEnded(details, by),
})
