import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const publicationCanceled = defineKind({
  subject: 'version',
  facts: { by: name },
  icon: 'undone',
  priority: 'normal',
  label: 'A planned publication is called off',
  words: ({ by }, { document }) => ({
    title: `No longer planned: ${document}`,
    body: `${by} canceled its planned publication. It stays approved until somebody publishes it.`,
    action: 'Open the document',
  }),
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
