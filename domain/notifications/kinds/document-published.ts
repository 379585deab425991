import { paths } from '../../paths.ts'
import { label } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const documentPublished = defineKind({
  subject: 'version',
  facts: { label },
  icon: 'in_effect',
  priority: 'normal',
  label: 'A document takes effect',
  words: (facts, { document }) => ({
    title: `In effect: ${document}`,
    body: `Version ${facts.label} is in effect now.`,
    action: 'Open the document',
  }),
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
