import type { Actor } from '#domain/actor.ts'
import { submissionName } from '#domain/documents/labels.ts'
import { can } from '#domain/roles.ts'
import { isWorkKind } from '#domain/work/kinds.ts'
import type { Services } from './context.ts'
import { placeOf } from './page-number.ts'
import { type DoneEntry, INBOX_SHELVES, type InboxItem, type InboxView } from './work.ts'

type Work = Services['work']
type Waiting = Awaited<ReturnType<Work['waiting']>>['items'][number]
type Request = Extract<Waiting, { kind: 'signoff' }>['request']
type DocumentAtWork = Exclude<Waiting, { kind: 'signoff' }>['document']
type Asked = { page?: number; limit?: number }

/** Which view of the inbox an address asks for; what it has no view for is everything. */
export const inboxView = (asked: string | null): InboxView =>
  isWorkKind(asked) ? asked : (INBOX_SHELVES.find((shelf) => shelf === asked) ?? 'all')

/** A page of what waits for this reader, most urgent first; and how much waits in all. */
export async function readInbox(
  { work }: Pick<Services, 'work'>,
  actor: Actor,
  { view = 'all', ...asked }: Asked & { view?: InboxView } = {},
) {
  const kind = isWorkKind(view) ? view : undefined
  const waiting = await work.waiting(actor, { ...asked, kind })
  const mayRevise = can(actor, 'documents.revise')
  return {
    items: waiting.items.map((item) => toItem(item, mayRevise)),
    counted: waiting.counted,
    list: placeOf(waiting),
  }
}

/** A page of the publications that are planned, the next one first. */
export async function readPlanned({ work }: Pick<Services, 'work'>, actor: Actor, asked: Asked) {
  const planned = await work.planned(actor, asked)
  return {
    list: placeOf(planned),
    rows: planned.rows.map((row) => ({
      identifier: row.identifier,
      title: row.title,
      version: row.round?.label ?? '',
      at: row.publishAt?.toISOString() ?? '',
    })),
  }
}

/** A page of what this reader has done, the newest first. */
export async function readDone({ work }: Pick<Services, 'work'>, actor: Actor, asked: Asked) {
  const done = await work.done(actor, asked)
  return {
    list: placeOf(done),
    rows: done.items.map(toDone),
  }
}

function toDone(item: Awaited<ReturnType<Work['done']>>['items'][number]): DoneEntry {
  if (item.kind === 'signoff') {
    const { signoff, document, version, round } = item.request
    return {
      id: signoff.id,
      identifier: document.identifier,
      title: version.title,
      version: submissionName(round),
      did: signoff.status === 'approved' ? 'signed' : 'rejected',
      at: signoff.decidedAt?.toISOString() ?? '',
      words: signoff.comment ?? '',
      onBehalfOf: signoff.onBehalfOf,
    }
  }
  const { id, identifier, title, label } = item
  const common = { id, identifier, title, version: label, at: item.at.toISOString(), onBehalfOf: null }
  if (item.kind === 'acknowledgment') return { ...common, did: 'accepted', words: '' }
  return { ...common, did: item.outcome === 'still_right' ? 'confirmed' : 'sent_to_revision', words: item.note }
}

function toItem(item: Waiting, mayRevise: boolean): InboxItem {
  const dueAt = item.dueAt?.toISOString() ?? null
  return item.kind === 'signoff' ? toRequest(item.request) : toTask(item.kind, item.document, dueAt, mayRevise)
}

const toRequest = ({ signoff, document, version, step, submittedByName, round }: Request): InboxItem => ({
  kind: 'signoff',
  purpose: round.purpose,
  id: signoff.id,
  hash: signoff.contentHash,
  identifier: document.identifier,
  title: version.title,
  version: submissionName(round),
  changeType: version.changeType,
  summary: version.changeSummary,
  step: step.name,
  by: submittedByName,
  onBehalfOf: signoff.onBehalfOf,
  requestedAt: signoff.requestedAt.toISOString(),
  dueAt: signoff.dueAt?.toISOString() ?? null,
  due: signoff.dueAt?.toISOString() ?? null,
  opened: signoff.openedAt !== null,
  freshSignIn: step.freshSignIn,
})

function toTask(
  kind: Exclude<Waiting['kind'], 'signoff'>,
  { id, identifier, title, ...document }: DocumentAtWork,
  dueAt: string | null,
  mayRevise: boolean,
): InboxItem {
  const common = { id, identifier, title, dueAt }
  const { round } = document
  switch (kind) {
    case 'sent_back':
      return {
        ...common,
        kind,
        due: null,
        reason: document.reason ?? '',
        rejectedBy: round?.status === 'rejected' ? document.rejectedBy : null,
        version: round?.status === 'rejected' ? submissionName(round) : null,
      }
    case 'publish':
      return {
        ...common,
        kind,
        due: document.wishedFor,
        version: round?.label ?? '',
        changeType: document.changeType ?? 'initial',
        signatures: document.signatures,
      }
    case 'review':
      return {
        ...common,
        kind,
        due: document.nextReviewDate,
        inEffect: document.inEffect ? `${document.inEffect.major}.${document.inEffect.minor}` : '',
        every: { count: document.reviewEvery ?? 0, unit: document.reviewUnit ?? 'months' },
        mayRevise: mayRevise && document.status === 'published',
      }
  }
}
