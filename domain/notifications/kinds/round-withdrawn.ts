import { paths } from '../../paths.ts'
import { defineKind } from '../kind.ts'
import { AFTER_REFUSAL, OF_WHAT, purpose } from '../purpose.ts'

export const roundWithdrawn = defineKind({
  subject: 'round',
  facts: { purpose },
  icon: 'undone',
  priority: 'normal',
  label: 'A version is taken back from review',
  words: ({ purpose }, { document }) => ({
    title: purpose === 'approval' ? `Withdrawn: ${document}` : `Ended:${OF_WHAT[purpose]} ${document}`,
    body:
      purpose === 'approval'
        ? 'The approval was ended. The document is a draft again.'
        : `It was ended before it was decided. ${AFTER_REFUSAL[purpose]}`,
    action: 'Open the approval',
  }),
  leadsTo: ({ org, identifier }) => paths.documentApproval(org, identifier),
})
