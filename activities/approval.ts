import { type Actor, systemActor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import type { PrintRequest } from '#services/renditions/print.ts'
import {
  type ApprovalActivities,
  type ApprovalActivityInput,
  type ApprovalPrinting,
  roundWorkflowId,
} from '#workflows/approval/contract.ts'
import { toApplicationFailure } from './errors.ts'

const actorOf = ({ orgId, versionId, roundId, purpose = 'approval' }: ApprovalActivityInput): Actor =>
  systemActor(orgId, roundWorkflowId({ purpose, id: roundId, versionId }))

/** The activities of the approval process: each is one use case at the process's own time. */
export const approvalActivities = ({ rounds }: Pick<Services, 'rounds'>): ApprovalActivities => ({
  settleRound: (moment) =>
    toApplicationFailure(() => rounds.settleRound(actorOf(moment), moment.roundId, new Date(moment.at))),
  chaseRound: (moment) =>
    toApplicationFailure(() => rounds.chaseRound(actorOf(moment), moment.roundId, new Date(moment.at))),
  publishVersion: (publication) =>
    toApplicationFailure(() => rounds.publishVersion(actorOf(publication), publication, new Date(publication.at))),
  failRound: ({ code, ...moment }) =>
    toApplicationFailure(() => rounds.failRound(actorOf(moment), moment.roundId, code, new Date(moment.at))),
  cancelRound: (moment) =>
    toApplicationFailure(() => rounds.cancelRound(actorOf(moment), moment.roundId, new Date(moment.at))),
})

/**
 * The part of the approval process that needs a browser, for the queue of such work.
 * @param print prints a wanted rendition; what is stored already is left as it is
 */
export const approvalPrinting = (
  { renditions }: Pick<Services, 'renditions'>,
  print: (request: PrintRequest) => Promise<unknown>,
): ApprovalPrinting => ({
  ensureRendition: (moment) =>
    toApplicationFailure(async () => {
      const { orgId, versionId, at } = moment
      const hash = await renditions.requestForPublication(actorOf(moment), versionId, new Date(at))
      await print({ orgId, hash })
      return { renditionHash: hash }
    }),
})
