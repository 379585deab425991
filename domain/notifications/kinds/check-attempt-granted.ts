import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const checkAttemptGranted = defineKind({
  subject: 'campaign',
  facts: { by: name },
  icon: 'request',
  priority: 'normal',
  label: 'Somebody grants you another attempt at questions',
  words: ({ by }, { document }) => ({
    title: `Another attempt: ${document}`,
    body: `${by} grants you another attempt at the questions. Read the paragraphs that you missed first.`,
    action: 'Read and answer',
  }),
  leadsTo: ({ org, subjectId }) => paths.readAndAccept(org, subjectId),
})
