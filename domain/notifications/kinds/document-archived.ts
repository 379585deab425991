import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const documentArchived = defineKind({
  subject: 'document',
  facts: { by: name },
  icon: 'archived',
  priority: 'normal',
  label: 'A document is archived',
  words: ({ by }, { document }) => ({
    title: `Archived: ${document}`,
    body: `${by} archived it. It is no longer in effect.`,
    action: 'Open the document',
  }),
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
