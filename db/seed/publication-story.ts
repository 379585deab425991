import type { Subject } from './document-story.ts'
import { fixedId } from './ids.ts'
import type { RoundSubject } from './round-story.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'
import { tellOwners } from './waiting.ts'

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
        subject: { type: 'version', id: before.versionId },
        documentId,
        before: { label: labelIn(rows, before.versionId) },
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
  })
  rows.audit.push({
    actor: people.actor(people.manager),
    fact: {
      at,
      action: 'document.published',
      subject: { type: 'version', id: round.versionId },
      documentId,
      before: { status: 'approved' },
      after: { status: 'published', label, contentHash: round.contentHash },
    },
  })
  tellOwners(rows, people, document, round, { kind: 'document_published', label, at })
}

/** What the version of an earlier publication was approved as. */
function labelIn(rows: Rows, versionId: string): string | null {
  const found = rows.labels.find((row) => row.versionId === versionId)
  return found ? `${found.major}.${found.minor}` : null
}
