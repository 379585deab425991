import type { Cast } from './cast.ts'
import { fixedId } from './ids.ts'
import type { SeedDocument } from './library.ts'
import type { RoundSubject } from './round-story.ts'
import type { Rows } from './rows.ts'

/**
 * Hands a round that is not over to the worker: its process is started like any other, finds the rows as they are, and
 * goes on from there. Those who are awaited have been told.
 */
export function awaitDecisions(rows: Rows, cast: Cast, round: RoundSubject, document: SeedDocument): void {
  const { orgId } = cast
  rows.outbox.push({
    kind: 'start',
    queue: round.workflowId,
    name: 'approval',
    payload: {
      args: [
        {
          orgId,
          documentId: round.documentId,
          versionId: round.versionId,
          roundId: round.roundId,
          identifier: document.identifier,
        },
      ],
      searchAttributes: { OrgId: orgId, DocumentId: round.documentId, ProcessKind: 'approval', Stage: 'starting' },
      summary: `Approval of ${document.identifier}`,
    },
  })
  for (const signoff of rows.signoffs.filter((row) => row.roundId === round.roundId && row.status === 'pending')) {
    rows.notifications.push({
      orgId,
      id: fixedId(signoff.id ?? '', 'requested'),
      membershipId: signoff.signerId,
      kind: 'signoff_requested',
      key: `signoff_requested/${signoff.id}`,
      documentId: round.documentId,
      facts: { identifier: document.identifier, title: document.title },
      path: `/documents/${document.identifier}/approval`,
      createdAt: signoff.requestedAt,
    })
  }
}
