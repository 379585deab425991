import type { Transaction } from '#db/client.ts'
import { type CommentRow, findComment, isAskedIn } from '#db/queries/comments.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { findRound, newestRound, type RoundRow } from '#db/queries/rounds.ts'
import type { ListedVersion, Which } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { Standing } from '#domain/comments/rules.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { isOwn, requireDocument, requireLocked } from '../documents/require.ts'
import { requireListed } from '../documents/versions.ts'

/** A text that was submitted, with the round in which it was, and who its reader is to it. */
export interface Submitted {
  document: DocumentRow
  version: ListedVersion
  round: RoundRow
  standing: Standing
}

/** Who somebody is to a round. */
export async function standingIn(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  round: RoundRow,
): Promise<Standing> {
  const me = actor.membershipId
  return {
    own: isOwn(actor, document) || round.submittedBy === me,
    asked: me !== null && (await isAskedIn(tx, round.orgId, round.id, me)),
  }
}

/**
 * A text that was submitted, for whoever reads its round: those who are asked in it, whose document it is, and readers of
 * drafts. Null for a version that never was, and for a document of which none ever was.
 * @throws not_found, forbidden
 */
export async function findSubmitted(
  tx: Transaction,
  actor: Actor,
  reference: string,
  which: Which | 'last',
): Promise<Submitted | null> {
  const document = await requireDocument(tx, actor, reference)
  const last = which === 'last' ? await newestRound(tx, actor.orgId, document.id, { purpose: 'approval' }) : null
  if (which === 'last' && !last) return null
  const version = await requireListed(tx, actor, document, which === 'last' ? { id: last?.versionId ?? '' } : which)
  const round = last ?? (version.roundId === null ? null : await findRound(tx, actor.orgId, version.roundId))
  if (!round) return null
  const standing = await standingIn(tx, actor, document, round)
  if (!standing.own && !standing.asked) authorize(actor, 'documents.read_drafts')
  return { document, version, round, standing }
}

/** A comment that is no answer, with the text that it is about. @throws not_found, forbidden */
export async function requireThread(
  tx: Transaction,
  actor: Actor,
  id: string,
): Promise<{ comment: CommentRow; submitted: Submitted }> {
  const comment = await findComment(tx, actor.orgId, id)
  if (comment?.position !== 0) throw new DomainError('not_found')
  const submitted = await findSubmitted(tx, actor, comment.documentId, { id: comment.versionId })
  if (!submitted) throw new DomainError('not_found')
  return { comment, submitted }
}

/** The same, after the lock of its document. @throws not_found, forbidden */
export async function requireLockedThread(tx: Transaction, actor: Actor, id: string) {
  const { comment } = await requireThread(tx, actor, id)
  await requireLocked(tx, actor, comment.documentId)
  return requireThread(tx, actor, id)
}
