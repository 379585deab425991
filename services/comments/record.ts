import type { Transaction } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import { appendAudit } from '../audit/append.ts'
import type { Submitted } from './require.ts'

type Happened =
  | {
      action: 'comment.made' | 'comment.answered' | 'comment.resolved' | 'comment.reopened' | 'suggestion.made'
      comment: number
    }
  | { action: 'suggestion.taken' | 'suggestion.left'; comment: number; reason: string }

/** Writes what happened to a comment into the audit log. */
export function record(
  tx: Transaction,
  actor: Actor,
  { document, version, round }: Submitted,
  happened: Happened,
  at: Date,
): void {
  const { label, submission } = round
  const about = { at, subjectId: version.id, documentId: document.id }
  const after = { label, submission, number: version.number, comment: happened.comment }
  if ('reason' in happened) {
    appendAudit(tx, actor, { ...about, action: happened.action, after: { ...after, reason: happened.reason } })
  } else appendAudit(tx, actor, { ...about, action: happened.action, after })
}
