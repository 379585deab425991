import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

/** One for all that somebody writes without a long pause. */
export const commentMade = defineKind({
  subject: 'round',
  facts: { by: name },
  icon: 'other',
  priority: 'normal',
  label: 'Somebody comments on a text in review',
  words: ({ by }, { document }) => ({
    title: `${by} commented: ${document}`,
    body: 'The comments stand beside the paragraphs that they are about.',
    action: 'Read the comments',
  }),
  leadsTo: ({ org, identifier }) => paths.documentComments(org, identifier),
})
