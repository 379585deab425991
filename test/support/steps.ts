import type { Database } from '#db/client.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import { type Actor, systemActor } from '#domain/actor.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import type { Services } from '#services/index.ts'
import { printRendition } from '#services/renditions/print.ts'
import { testDeps } from './factories.ts'
import { blankPrinter, type Cast, waitingFor } from './round.ts'

/** What the process of a round does, done by hand, for tests in which no time passes. */

export const system = (cast: Cast): Actor => systemActor(cast.organization.id, approvalWorkflowId('by-hand'))

/** Everybody asked approves, and the version gets its label. */
export async function approve(services: Services, cast: Cast, round: RoundRow, at = new Date('2026-06-01T09:00:00Z')) {
  await services.rounds.beginStep(system(cast), round.id, at)
  for (const signer of cast.signers) {
    const signoff = await waitingFor(services, signer)
    await services.signoffs.approve(signer, signoff.id)
  }
  await services.rounds.settleStep(system(cast), round.id, at)
  return services.rounds.approveVersion(system(cast), round.id, at)
}

/** The approved version is printed and goes into effect. */
export async function publish(
  db: Database,
  services: Services,
  cast: Cast,
  { id, versionId }: RoundRow,
  at = new Date('2026-06-01T09:00:00Z'),
  deps = testDeps(db),
) {
  const renditionHash = await services.renditions.requestForPublication(system(cast), versionId, at)
  await printRendition(deps, blankPrinter, system(cast), renditionHash)
  return services.rounds.publishVersion(system(cast), { roundId: id, renditionHash, publishedBy: null }, at)
}
