import { and, eq, isNull } from 'drizzle-orm'
import { type Database, withActor } from '#db/client.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import { documents } from '#db/schema/index.ts'
import { type Actor, systemActor } from '#domain/actor.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import type { Services } from '#services/index.ts'
import { printRendition } from '#services/renditions/print.ts'
import { testDeps } from './factories.ts'
import { blankPrinter, type People, waitingFor } from './rounds.ts'

/** What the process of a round does, done by hand, for tests in which no time passes. */

export const system = (people: People): Actor => systemActor(people.organization.id, approvalWorkflowId('by-hand'))

/** Everybody asked approves, and the version gets its label. */
export async function approve(
  services: Services,
  people: People,
  round: RoundRow,
  at = new Date('2026-06-01T09:00:00Z'),
) {
  await services.rounds.settleRound(system(people), round.id, at)
  for (const signer of people.signers) {
    const signoff = await waitingFor(services, signer)
    await services.signoffs.approve(signer, signoff.id)
  }
  return services.rounds.settleRound(system(people), round.id, at)
}

/** Somebody says when an approved version goes into effect, unless that was said before. */
export const plan = (db: Database, people: People, documentId: string, at: Date) =>
  withActor(db, system(people), (tx) =>
    tx
      .update(documents)
      .set({ publishAt: at })
      .where(and(eq(documents.id, documentId), eq(documents.status, 'approved'), isNull(documents.publishAt))),
  )

/** The approved version is printed and goes into effect. */
export async function publish(
  db: Database,
  services: Services,
  people: People,
  { id, versionId, documentId }: RoundRow,
  at = new Date('2026-06-01T09:00:00Z'),
  deps = testDeps(db),
) {
  await plan(db, people, documentId, at)
  const renditionHash = await services.renditions.requestForPublication(system(people), versionId, at)
  await printRendition(deps, blankPrinter, system(people), renditionHash)
  return services.rounds.publishVersion(system(people), { roundId: id, renditionHash }, at)
}
