import type { ProcessFailureRow } from '#db/queries/processes.ts'
import { findRound, listRounds, type RoundRow, type RoundState, roundsWithParts } from '#db/queries/rounds.ts'
import { wasAsked } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import type { LaterPurpose } from '#domain/approvals/purposes.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, can } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { LONGEST_PAGE, PAGE_SIZE } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { extendRound, replaceSigner } from './change.ts'
import { chaseRound } from './chase.ts'
import { cancelRound, remindSigners, restore, revise, withdraw } from './commands.ts'
import { failRound, retryRound } from './failure.ts'
import type {
  ExtendRound,
  PublishDocument,
  ReasonGiven,
  ReplaceSigner,
  SubmitDocument,
  WithdrawDocument,
} from './input.ts'
import { expectedSteps } from './outlook.ts'
import { publish, unplan } from './publish.ts'
import { type PublicationRequest, publishVersion } from './publish-version.ts'
import { archive } from './retire.ts'
import { settleRound } from './steps.ts'
import { submit } from './submit.ts'
import { whoDecides } from './who-decides.ts'

export type DocumentRound = Omit<RoundState, 'document' | 'rules' | 'labels' | 'newestRoundId'> & {
  failure: ProcessFailureRow | null
}

/** Which rounds of a document, see `roundsWithParts`. */
interface DocumentRounds {
  purpose?: RoundRow['purpose']
  current?: boolean
  before?: string
  limit?: number
}

/** A document's way from draft to effect and out of use. People's commands first; below, what only the process calls. */
export const roundService = (deps: Deps) => ({
  submit: (actor: Actor, reference: string, input: SubmitDocument) => submit(deps, actor, reference, input),
  expectedSteps: (actor: Actor, reference: string) => expectedSteps(deps, actor, reference),
  whoDecides: (actor: Actor, reference: string, purpose: LaterPurpose) => whoDecides(deps, actor, reference, purpose),
  withdraw: (actor: Actor, reference: string, input?: WithdrawDocument) => withdraw(deps, actor, reference, input),
  publish: (actor: Actor, reference: string, input?: PublishDocument) => publish(deps, actor, reference, input),
  unplan: (actor: Actor, reference: string) => unplan(deps, actor, reference),
  revise: (actor: Actor, reference: string, input: ReasonGiven) => revise(deps, actor, reference, input),
  archive: (actor: Actor, reference: string, input: ReasonGiven) => archive(deps, actor, reference, input),
  restore: (actor: Actor, reference: string) => restore(deps, actor, reference),
  remind: (actor: Actor, reference: string) => remindSigners(deps, actor, reference),
  replaceSigner: (actor: Actor, roundId: string, input: ReplaceSigner) => replaceSigner(deps, actor, roundId, input),
  extend: (actor: Actor, roundId: string, input: ExtendRound) => extendRound(deps, actor, roundId, input),
  retry: (actor: Actor, reference: string) => retryRound(deps, actor, reference),

  /** Rounds of the documents the actor reads drafts of, or was asked to sign; newest first. `next` names the page after. */
  list(actor: Actor, page: { statuses?: RoundRow['status'][]; before?: string; limit: number }) {
    return transact(deps, actor, async (tx) => {
      const rows = await listRounds(tx, actor.orgId, readerOf(actor), { ...page, limit: page.limit + 1 })
      const rounds = rows.slice(0, page.limit)
      return { rounds, next: rows.length > page.limit ? (rounds.at(-1)?.round.id ?? null) : null }
    })
  },

  /** One round with steps and sign-offs, and whose it is. @throws not_found, forbidden */
  get(actor: Actor, roundId: string) {
    return transact(deps, actor, async (tx) => {
      const round = await findRound(tx, actor.orgId, roundId)
      if (!round) throw new DomainError('not_found')
      const document = await requireDocument(tx, actor, round.documentId)
      const [found] = await roundsWithParts(tx, actor.orgId, { roundId })
      if (!found) throw new DomainError('not_found')
      const asked = found.signoffs.some(({ signerId }) => signerId === actor.membershipId)
      if (!asked && !isOwn(actor, document)) authorize(actor, 'documents.read_drafts')
      return { document, ...found }
    })
  },

  /**
   * The rounds of a document with steps and sign-offs, of all purposes or of one, newest first. `next` names the page after.
   * @throws not_found, forbidden
   */
  ofDocument(
    actor: Actor,
    reference: string,
    { purpose, current, ...page }: DocumentRounds = {},
  ): Promise<{ rounds: DocumentRound[]; next: string | null }> {
    const limit = Math.min(page.limit ?? PAGE_SIZE, LONGEST_PAGE)
    return transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const entitled = isOwn(actor, document) || can(actor, 'documents.read_drafts')
      if (!entitled && !(await wasAsked(tx, actor.orgId, document.id, memberOf(actor)))) {
        authorize(actor, 'documents.read_drafts')
      }
      const found = await roundsWithParts(tx, actor.orgId, {
        documentId: document.id,
        purpose,
        current,
        before: page.before,
        limit: limit + 1,
      })
      const rounds = found.slice(0, limit)
      return { rounds, next: found.length > limit ? (rounds.at(-1)?.round.id ?? null) : null }
    })
  },

  settleRound: (actor: Actor, roundId: string, at: Date) => settleRound(deps, actor, roundId, at),
  chaseRound: (actor: Actor, roundId: string, at: Date) => chaseRound(deps, actor, roundId, at),
  publishVersion: (actor: Actor, request: PublicationRequest, at: Date) => publishVersion(deps, actor, request, at),
  failRound: (actor: Actor, roundId: string, code: string, at: Date) => failRound(deps, actor, roundId, code, at),
  cancelRound: (actor: Actor, roundId: string, at: Date) => cancelRound(deps, actor, roundId, at),
})

export type RoundService = ReturnType<typeof roundService>
