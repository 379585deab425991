import type { Subject } from './document-story.ts'
import { fixedId } from './ids.ts'
import type { RoundSubject } from './round-story.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'
import { notifyOwners } from './waiting.ts'

/** A version that goes into effect, with the label it was approved as. */
type Published = { label: string; published: number }

/** Puts a version into effect instead of the one before it. */
export function seedPublication(
  rows: Rows,
  people: SeedPeople,
  { document, documentId }: Subject,
  { label, published }: Published,
  round: RoundSubject,
  approvedAt: Date,
): void {
  const { orgId, moments } = people
  const at = moments.agoAfter(approvedAt, published, round.versionId, 'published')
  const before = rows.publications.findLast((row) => row.documentId === documentId)
  if (before) {
    Object.assign(before, { effectiveUntil: at, endedAs: 'superseded' })
    rows.audit.push({
      actor: people.system(round.workflowId),
      fact: {
        at,
        action: 'document.superseded',
        subjectId: before.versionId,
        documentId,
        before: { label: before.label },
        after: { by: round.versionId },
      },
    })
  }
  rows.publications.push({
    orgId,
    id: fixedId(round.versionId, 'publication'),
    documentId,
    versionId: round.versionId,
    contentHash: round.contentHash,
    publishedBy: people.memberId(people.manager),
    effectiveFrom: at,
    actor: people.actor(people.manager),
    label,
  })
  notifyOwners(rows, people, document, round, { kind: 'document_published', label, at })
}
