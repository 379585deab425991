import type { Transaction } from '#db/client.ts'
import { countToRead } from '#db/queries/acknowledgments.ts'
import { countDone, type DoneRow, listDone } from '#db/queries/done.ts'
import { signoffsByIds, type WaitingSignoff } from '#db/queries/signoffs.ts'
import {
  countPlanned,
  countWork,
  type Desk,
  type DocumentAtWork,
  documentsAtWork,
  listPlanned,
  listWork,
  tookEffect,
  type WaitingRow,
} from '#db/queries/work.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { can } from '#domain/roles.ts'
import { type WorkKind, workKindsOf } from '#domain/work/kinds.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'

/** How much waits for somebody. */
export interface WorkCount {
  total: number
  late: number
  /** Of every kind that can wait for them. */
  kinds: { kind: WorkKind; total: number }[]
}

/** One thing that waits, with what it is about. From `dueAt` on it is late; null: never. */
export type WaitingItem = { dueAt: Date | null } & (
  | { kind: 'signoff'; request: WaitingSignoff }
  | { kind: Exclude<WorkKind, 'signoff'>; document: DocumentAtWork }
)

/** One thing that somebody has done, with what it was about. */
export type DoneItem = { kind: 'signoff'; request: WaitingSignoff } | Exclude<DoneRow, { kind: 'signoff' }>

type Asked = Pick<PageAsked, 'page' | 'limit'>

/** What waits for a person, what they have done, and what binds them. */
export const workService = (deps: Deps) => {
  const deskOf = (actor: Actor, kinds: readonly WorkKind[] = workKindsOf(actor)): Desk => ({
    orgId: actor.orgId,
    reader: readerOf(actor),
    kinds,
    now: deps.clock.now(),
  })

  return {
    /** How much waits for the actor: as much as `waiting` lists; and what they are asked to read and to accept. */
    count: (actor: Actor): Promise<WorkCount & { toRead: { total: number; late: number } }> =>
      transact(deps, actor, async (tx) => {
        const desk = deskOf(actor)
        return { ...(await count(tx, desk)), toRead: await countToRead(tx, desk, desk.now) }
      }),

    /** A page of what waits for the actor, of one kind or of all, most urgent first; and how much waits in all. */
    waiting: (actor: Actor, { kind, ...asked }: Asked & { kind?: WorkKind } = {}) =>
      transact(deps, actor, async (tx) => {
        const counted = await count(tx, deskOf(actor))
        const kinds = workKindsOf(actor).filter((each) => kind === undefined || each === kind)
        const total = counted.kinds.reduce((sum, of) => (kinds.includes(of.kind) ? sum + of.total : sum), 0)
        const { rows, ...place } = await readPage(asked, total, (page) => listWork(tx, deskOf(actor, kinds), page))
        return { items: await withFacts(tx, actor, rows), counted, ...place }
      }),

    /** A page of the publications that are planned: all of them for whoever may publish, else the actor's own. */
    planned: (actor: Actor, asked: Asked = {}) =>
      transact(deps, actor, async (tx) => {
        const whose = { ...deskOf(actor), all: can(actor, 'documents.publish') }
        return readPage(asked, await countPlanned(tx, whose), (page) => listPlanned(tx, whose, page))
      }),

    /** A page of what the actor has done: signed or rejected, reviewed, accepted; the newest first. */
    done: (actor: Actor, asked: Asked = {}) =>
      transact(deps, actor, async (tx) => {
        const { orgId } = actor
        const me = memberOf(actor)
        const { rows, ...place } = await readPage(asked, await countDone(tx, orgId, me), (page) =>
          listDone(tx, orgId, me, page),
        )
        return { items: await withSignoffs(tx, orgId, rows), ...place }
      }),

    /** The texts in effect that bind the actor, of which they may read all, the newest first. */
    binding: (actor: Actor, limit: number) =>
      transact(deps, actor, (tx) => tookEffect(tx, actor.orgId, readerOf(actor), limit)),
  }
}

export type WorkService = ReturnType<typeof workService>

async function count(tx: Transaction, desk: Desk): Promise<WorkCount> {
  const found = await countWork(tx, desk)
  const sum = (of: 'total' | 'late') => found.reduce((all, each) => all + each[of], 0)
  const totalOf = (kind: WorkKind) => found.find((each) => each.kind === kind)?.total ?? 0
  return { total: sum('total'), late: sum('late'), kinds: desk.kinds.map((kind) => ({ kind, total: totalOf(kind) })) }
}

/** What was done, with the sign-offs among it. */
async function withSignoffs(tx: Transaction, orgId: string, rows: readonly DoneRow[]): Promise<DoneItem[]> {
  const decided = rows.filter(({ kind }) => kind === 'signoff').map(({ id }) => id)
  const requests = await signoffsByIds(tx, orgId, decided)
  return rows.flatMap((row): DoneItem[] => {
    if (row.kind !== 'signoff') return [row]
    const request = requests.find(({ signoff }) => signoff.id === row.id)
    return request ? [{ kind: 'signoff', request }] : []
  })
}

/** The rows with what they show of their sign-offs and documents. */
async function withFacts(
  tx: Transaction,
  { orgId, ...actor }: Actor,
  rows: readonly WaitingRow[],
): Promise<WaitingItem[]> {
  const isSignoff = ({ kind }: WaitingRow) => kind === 'signoff'
  const asked = await signoffsByIds(
    tx,
    orgId,
    rows.filter(isSignoff).map(({ id }) => id),
  )
  const others = rows.filter((row) => !isSignoff(row)).map(({ documentId }) => documentId)
  const documents = await documentsAtWork(tx, orgId, readerOf(actor), others)
  return rows.flatMap(({ kind, id, dueAt }): WaitingItem[] => {
    if (kind === 'signoff') {
      const request = asked.find(({ signoff }) => signoff.id === id)
      return request ? [{ kind, dueAt, request }] : []
    }
    const document = documents.find((each) => each.id === id)
    return document ? [{ kind, dueAt, document }] : []
  })
}
