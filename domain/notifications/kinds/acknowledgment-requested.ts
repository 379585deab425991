import { paths } from '../../paths.ts'
import { instant } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const acknowledgmentRequested = defineKind({
  subject: 'campaign',
  facts: { dueAt: instant },
  icon: 'request',
  priority: 'normal',
  label: 'You are asked to read and accept',
  asks: true,
  must: 'asked',
  words: ({ dueAt }, { document, day }) => ({
    title: `Please read and accept ${document}`,
    body: `You are asked to read the version in effect and to accept it by ${day(dueAt)}.`,
    action: 'Read and accept',
  }),
  leadsTo: ({ org, subjectId }) => paths.readAndAccept(org, subjectId),
})
