import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { isSentBack } from '#domain/approvals/definition.ts'
import { dateIn } from '#domain/dates.ts'
import { can } from '#domain/roles.ts'
import type { ActionFacts } from './document-actions.ts'
import { awaitedName, comparison, isReviewDue, mayOf } from './document-facts.server.ts'
import { noneIfForbidden } from './errors.server.ts'
import { once } from './once.server.ts'
import { plannedDay } from './planned.ts'
import { peopleOf, toRoundView } from './round-view.server.ts'
import { pendingOf, type StepView } from './round-view.ts'

/** What the loaders of a document's page share, each asked for once. */
export function documentReads({ context, params }: LoaderFunctionArgs, actor: Actor) {
  const { services } = context
  const reference = params.identifier ?? ''
  /** The round that has stopped, else the newest; or none. */
  const round = () =>
    once(
      context,
      'round',
      async () => (await services.rounds.ofDocument(actor, reference, { current: true, limit: 1 })).rounds,
    )
  return {
    summary: () => once(context, 'document', () => services.documents.get(actor, reference)),
    /** None for a reader of published documents: that is an empty list there, not an error. */
    visibleRound: () => noneIfForbidden(round()),
    /** Those whom the newest round names. */
    people: () => once(context, 'people', async () => peopleOf(services, actor, await noneIfForbidden(round()))),
  }
}

/** Everything a document's pages share: header, tabs and what this reader may do. */
export async function readDocumentPage(args: LoaderFunctionArgs, actor: Actor) {
  const reads = documentReads(args, actor)
  const summary = await reads.summary()
  const { document, own, timeZone } = summary
  const seesDrafts = own || can(actor, 'documents.read_drafts')
  const [[newest], draft] = await Promise.all([
    reads.visibleRound(),
    // Only of a draft does it matter whether there is any text yet.
    seesDrafts && document.status === 'draft' ? args.context.services.drafts.get(actor, document.id) : null,
  ])
  const round = newest ? toRoundView(newest, await reads.people()) : null
  const running = round?.status === 'running' ? round : null
  const waiting = running ? pendingOf(running) : []
  const facts: ActionFacts = {
    status: document.status,
    inEffect: document.inEffect,
    empty: (draft?.content ?? '').trim() === '',
    untouched: summary.versions === 0,
    planned: plannedDay(document, timeZone),
    reviewDue: isReviewDue(document, dateIn(new Date(), timeZone)) ? document.nextReviewDate : null,
    roundRunning: running !== null,
    mySignoffId: waiting.find(({ signer }) => signer.id === actor.membershipId)?.id ?? null,
    awaited: waiting.map(({ signer }) => awaitedName(actor, signer)),
    may: mayOf(actor, own),
  }
  return {
    org: actor.orgSlug,
    document: {
      id: document.id,
      identifier: document.identifier,
      title: document.title,
      kind: document.kind,
      status: document.status,
      category: document.category,
    },
    readsDrafts: can(actor, 'documents.read_drafts'),
    facts,
    versions: summary.versions,
    round: round
      ? {
          status: round.status,
          progress: isSentBack(round.status) ? undefined : progressOf(round.steps),
          failure: round.failure,
        }
      : null,
    mayRetry: can(actor, 'rounds.retry'),
    compare: comparison(actor.orgSlug, document.identifier, summary.versions, seesDrafts, document.status),
  }
}

/** How many people have signed, of all who are asked or will be. */
function progressOf(steps: readonly StepView[]): string {
  const asked = steps.flatMap(({ status, signoffs, planned }) =>
    status === 'waiting' ? planned.map(() => 'planned') : signoffs.map((signoff) => signoff.status),
  )
  const signed = asked.filter((status) => status === 'approved').length
  return `${signed} of ${asked.filter((status) => status !== 'withdrawn' && status !== 'delegated').length} signed`
}
