import type { Actor } from '#domain/actor.ts'
import type { Deps } from '../transaction.ts'
import { attestReview, moveReview, requestChange } from './answer.ts'
import { chaseReview } from './chase.ts'
import { reviewExports } from './export.ts'
import type { AttestReview, MoveReview, RequestChange } from './input.ts'
import { reviewLists } from './list.ts'

/** Regular reviews of documents in effect: who is reminded, who answers, and what is due. */
export const reviewService = (deps: Deps) => ({
  ...reviewLists(deps),
  ...reviewExports(deps),

  attest: (actor: Actor, reference: string, input?: AttestReview) => attestReview(deps, actor, reference, input),
  requestChange: (actor: Actor, reference: string, input: RequestChange) =>
    requestChange(deps, actor, reference, input),
  move: (actor: Actor, reference: string, input: MoveReview) => moveReview(deps, actor, reference, input),

  chase: (actor: Actor, documentId: string, at: Date) => chaseReview(deps, actor, documentId, at),
})

export type ReviewService = ReturnType<typeof reviewService>
