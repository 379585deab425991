import { z } from 'zod'
import type { ApprovalType } from '../../approvals/definition.ts'
import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'
import { OF_WHAT } from '../purpose.ts'

const DONE = {
  publication: 'It goes into effect as was asked for.',
  retirement: 'It is archived.',
  review: 'The review is recorded, and the next one has its date.',
} as const satisfies Record<Exclude<ApprovalType, 'approval'>, string>

export const questionApproved = defineKind({
  subject: 'round',
  facts: { purpose: z.enum(['publication', 'retirement', 'review']) },
  icon: 'approved',
  priority: 'normal',
  label: 'What you asked for is approved',
  words: ({ purpose }, { document }) => ({
    title: `Approved:${OF_WHAT[purpose]} ${document}`,
    body: `All who were asked agreed. ${DONE[purpose]}`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
