import type { Actor } from '#domain/actor.ts'
import { printReport } from '../renditions/report.ts'
import type { Deps } from '../transaction.ts'
import { type BoundAsked, boundAt } from './answer.ts'
import { makeProof } from './proof.ts'
import { proofReport } from './report.ts'

/** What bound whom, when: worked out from what was recorded by then, not from what is true now. */
export const boundService = (deps: Deps) => ({
  at: (actor: Actor, memberId: string, asked?: BoundAsked) => boundAt(deps, actor, memberId, asked),
  proof: (actor: Actor, memberId: string, at: Date) => makeProof(deps, actor, memberId, at),

  /** The same on paper. @throws as `proof`; rendition_missing when it is not printed in time: ask again */
  async pdf(actor: Actor, memberId: string, { at, timeZone }: { at: Date; timeZone: string }, patienceMs?: number) {
    const proof = await makeProof(deps, actor, memberId, at)
    return printReport(deps, actor, proofReport(proof, timeZone), 'bound.pdf', patienceMs)
  },
})

export type BoundService = ReturnType<typeof boundService>
