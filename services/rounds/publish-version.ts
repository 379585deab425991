import type { Transaction } from '#db/client.ts'
import { updateDocument } from '#db/queries/documents.ts'
import { forgetAuthors } from '#db/queries/drafts.ts'
import { beforePublication, endPublication, insertPublication, type PublicationRow } from '#db/queries/publications.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import type { VersionText } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { PublishOutcome } from '#domain/approvals/process.ts'
import { dateIn } from '#domain/dates.ts'
import { transition } from '#domain/documents/lifecycle.ts'
import { frequencyOf, nextReviewDate } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { endEarlierCampaigns, launchByRule } from '../campaigns/standing.ts'
import { contentHash } from '../content/hash.ts'
import { indexContent } from '../content/jobs.ts'
import { indexText } from '../documents/search-index.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { armReview } from '../reviews/process.ts'
import { type Deps, transact } from '../transaction.ts'
import { concerned } from './end.ts'
import { overtakeRound } from './overtake.ts'
import { awaitsPublication, requireLabel, requireRound, roundOver, UNPLANNED } from './state.ts'

export interface PublicationRequest {
  roundId: string
  renditionHash: string
}

/**
 * Puts an approved version into effect, instead of the one that was. What is published must be what was signed, and
 * must be printed as in effect from this day on; when the day has changed since, or was put off, the outcome says so.
 * @throws content_hash_mismatch, rendition_missing
 */
export function publishVersion(
  deps: Deps,
  actor: Actor,
  { roundId, renditionHash }: PublicationRequest,
  at: Date,
): Promise<PublishOutcome> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const { document, version, rules } = state
    const over = roundOver(state)
    if (over) return over
    const { text, stored, own, inEffect } = await beforePublication(tx, version, renditionHash)
    // Published before, and the answer was lost on its way.
    if (own) return { outcome: 'published' }
    // Sent back or archived meanwhile: the approval counts no more.
    if (!awaitsPublication(state)) return { outcome: 'round_over', ending: 'canceled' }
    assertSigned(state, text)
    if (!stored) throw new DomainError('rendition_missing')
    const today = dateIn(at, rules.timeZone)
    // Said while the PDF was printed, and its signal may not have reached the process yet.
    const { publishAt } = document
    if (publishAt === null || publishAt > at) return { outcome: 'not_yet', publishAt: publishAt?.toISOString() ?? null }
    if (stored.printedFor !== today) return { outcome: 'not_yet', publishAt: at.toISOString() }

    const label = requireLabel(state, version.id)
    const published = { document, version, text, label, rules }
    const asks = await endEarlierCampaigns(tx, actor, published, at)
    await overtakeRound(tx, actor, document, at)
    if (inEffect) await supersede(tx, actor, state, inEffect, at)
    await insertPublication(tx, {
      orgId: actor.orgId,
      id: newId(tx),
      documentId: document.id,
      versionId: version.id,
      contentHash: version.contentHash,
      renditionHash,
      publishedBy: document.publishBy,
      effectiveFrom: at,
    })
    const status = transition(document.status, 'publish')
    const frequency = frequencyOf(document)
    const changed = await updateDocument(
      tx,
      document,
      {
        status,
        title: version.title,
        effectiveDate: today,
        ...UNPLANNED,
        revisionReason: null,
        nextReviewDate: frequency && nextReviewDate(today, frequency),
      },
      at,
    )
    armReview(tx, document, changed)
    // What is in effect was approved; only who writes from here on is an author of the next version.
    await forgetAuthors(tx, actor.orgId, document.id)
    await indexText(tx, changed, true, indexContent(text.content, text.variables))
    notify(
      tx,
      actor.orgId,
      concerned(state),
      {
        kind: 'document_published',
        key: `version:${version.id}:published`,
        subjectId: version.id,
        documentId: document.id,
        facts: { label },
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'document.published',
      subjectId: version.id,
      documentId: document.id,
      before: { status: document.status },
      after: { status, label, contentHash: version.contentHash, renditionHash, publishedBy: document.publishBy },
    })
    await launchByRule(tx, actor, published, asks, at)
    return { outcome: 'published' }
  })
}

/** Recomputes the hash instead of trusting the column: this is the last moment before people follow the text. */
function assertSigned(
  { document, version, signoffs }: RoundState,
  { content, variables }: Pick<VersionText, 'content' | 'variables'>,
): void {
  const { identifier, kind } = document
  const hash = contentHash({ identifier, kind, title: version.title, content, variables })
  const approvals = signoffs.filter(({ status }) => status === 'approved')
  const signed = approvals.length > 0 && approvals.every((signoff) => signoff.contentHash === hash)
  if (!signed || version.contentHash !== hash) throw new DomainError('content_hash_mismatch', { versionId: version.id })
}

async function supersede(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  before: PublicationRow,
  at: Date,
): Promise<void> {
  await endPublication(tx, before, 'superseded', at)
  appendAudit(tx, actor, {
    at,
    action: 'document.superseded',
    subjectId: before.versionId,
    documentId: state.document.id,
    before: { label: requireLabel(state, before.versionId) },
    after: { by: state.version.id },
  })
}
