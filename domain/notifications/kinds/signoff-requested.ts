import { paths } from '../../paths.ts'
import { instant, name } from '../facts.ts'
import { defineKind } from '../kind.ts'
import { ASKED, purpose } from '../purpose.ts'
import { signoffMail } from '../signoff-mail.ts'

export const signoffRequested = defineKind({
  subject: 'signoff',
  facts: {
    dueAt: instant.nullable(),
    /** In whose place; null: in their own. */
    onBehalfOf: name.nullable().default(null),
    purpose,
  },
  icon: 'request',
  priority: 'urgent',
  label: 'You are asked to sign',
  asks: true,
  must: 'asked',
  words: ({ dueAt, onBehalfOf, purpose }, { document, day }) => ({
    title: `Please review ${document}`,
    body: `You are asked to ${ASKED[purpose]}${onBehalfOf === null ? '' : ` for ${onBehalfOf}`}${dueAt === null ? '' : ` by ${day(dueAt)}`}.`,
    action: 'Review and sign',
  }),
  leadsTo: ({ org, subjectId }) => paths.sign(org, subjectId),
  mail: signoffMail('asks you to sign', 'Decide by'),
})
