import type { Actor } from '#domain/actor.ts'
import type { PageAsked } from '../paging.ts'
import type { Deps } from '../transaction.ts'
import { answerCheck } from './answer.ts'
import { grantAnother, readMisread, readUsedUp } from './grant.ts'
import type { AnswerCheck, GrantAttempt, WriteCheck } from './input.ts'
import { readCheck, writeCheck } from './write.ts'

/** Questions about what people read before they accept it. */
export const checkService = (deps: Deps) => ({
  get: (actor: Actor, reference: string) => readCheck(deps, actor, reference),
  write: (actor: Actor, reference: string, input: WriteCheck) => writeCheck(deps, actor, reference, input),
  answer: (actor: Actor, campaignId: string, input: AnswerCheck) => answerCheck(deps, actor, campaignId, input),
  misread: (actor: Actor, campaignId: string) => readMisread(deps, actor, campaignId),
  usedUp: (actor: Actor, campaignId: string, page?: PageAsked) => readUsedUp(deps, actor, campaignId, page),
  grant: (actor: Actor, campaignId: string, input: GrantAttempt) => grantAnother(deps, actor, campaignId, input),
})
