import { action, of, phrase } from '../audit/action.ts'
import { type Submission, submissionName } from '../documents/labels.ts'

interface Commented {
  after: Submission & {
    /** The version's. */
    number: number
    /** The comment's number on the version. */
    comment: number
  }
}

export const commentActions = {
  'suggestion.made': action<Commented>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`suggested another wording in ${submissionName(after)}${of(it)}`,
  }),
  'suggestion.taken': action<Commented & { after: { reason: string } }>({
    subject: 'version',
    sentence: ({ after }, it) =>
      phrase`took suggestion ${after.comment} on ${submissionName(after)}${of(it)} into the draft`,
    quote: ({ after }) => after.reason,
    tone: 'ok',
  }),
  'suggestion.left': action<Commented & { after: { reason: string } }>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`left suggestion ${after.comment} on ${submissionName(after)}${of(it)}`,
    quote: ({ after }) => after.reason,
  }),
  'comment.made': action<Commented>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`commented on ${submissionName(after)}${of(it)}`,
  }),
  'comment.answered': action<Commented>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`answered comment ${after.comment} on ${submissionName(after)}${of(it)}`,
  }),
  'comment.resolved': action<Commented>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`resolved comment ${after.comment} on ${submissionName(after)}${of(it)}`,
    tone: 'ok',
  }),
  'comment.reopened': action<Commented>({
    subject: 'version',
    sentence: ({ after }, it) => phrase`opened comment ${after.comment} on ${submissionName(after)}${of(it)} again`,
  }),
}
