import type { Transaction } from '#db/client.ts'
import * as queries from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import { listVersions } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { isOpen } from '#domain/documents/classification.ts'
import { formatIdentifier, KIND_PREFIXES } from '#domain/documents/identifier.ts'
import { DEFAULT_TYPE } from '#domain/documents/kinds.ts'
import { assertDeletable } from '#domain/documents/lifecycle.ts'
import { DEFAULT_REVIEW_FREQUENCY, type ReviewFrequency, type ReviewUnit } from '#domain/documents/review.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { borrowImages } from '../attachments/of-text.ts'
import { appendAudit } from '../audit/append.ts'
import { contentHash } from '../content/hash.ts'
import { newId } from '../ids.ts'
import { concernsReviews, reviewColumns } from '../reviews/frequency.ts'
import { armReview } from '../reviews/process.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { actionSummaries } from './actions.ts'
import { ChangeDocument, CreateDocument, title } from './input.ts'
import { isOwn, requireDocument, requireLocked } from './require.ts'
import { indexProperties, indexText } from './search-index.ts'
import { seesDrafts } from './versions.ts'

/** Use cases of a document as a thing: made, described, deleted. Its text and its way through approval are elsewhere. */
export const documentService = (deps: Deps) => ({
  /** Everything the page's header and aside show to this reader. @throws not_found */
  async get(actor: Actor, reference: string) {
    return transact(deps, actor, async (tx) => {
      const summary = await queries.documentSummary(tx, actor.orgId, readerOf(actor), reference)
      if (!summary) throw new DomainError('not_found')
      const { readableVersions, ...rest } = summary
      const { document } = summary
      const own = isOwn(actor, document)
      if (seesDrafts(actor, document)) return { ...rest, own }
      // Nothing of what is under way, and as many versions as this reader may open.
      const known = {
        ...document,
        title: document.effectiveTitle ?? document.title,
        status: document.inEffect ? ('published' as const) : document.status,
        revisionReason: null,
      }
      return { ...rest, document: known, round: null, readers: [], versions: readableVersions, own }
    })
  },

  /**
   * Makes a document with an empty or given draft and gives it its identifier. The creator owns it unless said otherwise.
   * A Markdown text that begins with `# Title` names the document, where nothing else does.
   * @returns the document, with what of the text it cannot have
   * @throws forbidden, owner_not_eligible, content_too_large, invalid_input when one person would own it twice or a reader
   *   is no active member
   */
  async create(actor: Actor, given: CreateDocument) {
    authorize(actor, 'documents.create')
    const input = checked(CreateDocument, given)
    const me = memberOf(actor)
    const at = deps.clock.now()
    const sent = input.content ?? { format: 'html', body: '' }
    const { content, warnings, ...read } = await deps.texts.read({ ...sent, title: input.title })
    const named = input.title ?? titleOf(read.title)
    const indexed = await deps.texts.index(content, input.variables ?? [])
    return transact(deps, actor, async (tx) => {
      const ownerId = input.ownerId ?? me
      await requirePeople(tx, actor.orgId, { ...input, ownerId })
      const { prefix } = CATEGORIES[input.category]
      const number = await queries.nextNumber(tx, actor.orgId, `${KIND_PREFIXES[input.kind]}-${prefix}`)
      const frequency = frequencyColumns(
        input.reviewFrequency === undefined
          ? { every: DEFAULT_REVIEW_FREQUENCY.count, unit: DEFAULT_REVIEW_FREQUENCY.unit }
          : input.reviewFrequency,
      )
      const document = await queries.insertDocument(
        tx,
        {
          orgId: actor.orgId,
          id: newId(tx),
          kind: input.kind,
          identifier: formatIdentifier(input.kind, prefix, number),
          title: named,
          description: input.description ?? '',
          category: input.category,
          type: input.type ?? DEFAULT_TYPE[input.kind],
          classification: input.classification ?? 'internal',
          source: input.content?.format === 'markdown' ? 'import' : 'manual',
          ownerId,
          secondOwnerId: input.secondOwnerId ?? null,
          frameworks: input.frameworks ?? [],
          tags: input.tags ?? [],
          effectiveDate: input.effectiveDate ?? null,
          ...frequency,
          createdBy: me,
          createdAt: at,
          updatedAt: at,
        },
        { content, variables: input.variables ?? [], importWarnings: warnings },
        input.readerIds ?? [],
      )
      await borrowImages(tx, actor, document.id, content)
      await indexText(tx, document, false, indexed)
      appendAudit(tx, actor, {
        at,
        action: 'document.created',
        subjectId: document.id,
        documentId: document.id,
        after: described(document),
      })
      return { ...document, warnings }
    })
  },

  /**
   * Changes what describes a document. The title is part of what is signed, so it stays while a version is in review or approved.
   * @throws not_found, forbidden, invalid_transition, owner_not_eligible, invalid_input as for create
   */
  async change(actor: Actor, reference: string, given: ChangeDocument) {
    const input = checked(ChangeDocument, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const before = await requireLocked(tx, actor, reference)
      authorize(actor, 'documents.edit', { own: isOwn(actor, before) })
      const renamed = input.title !== undefined && input.title !== before.title
      if (before.status === 'archived' || (renamed && before.status !== 'draft')) {
        const done = renamed ? 'renamed' : 'changed'
        throw new DomainError('invalid_transition', { status: before.status, done, from: ['draft'] })
      }
      const { reviewFrequency: frequency, readerIds, ...rest } = input
      await requirePeople(tx, actor.orgId, input, before)
      const after = await queries.updateDocument(
        tx,
        before,
        { ...rest, ...(frequency === undefined ? {} : await reviewColumns(tx, before, frequencyGiven(frequency), at)) },
        at,
      )
      if (concernsReviews(before, after)) armReview(tx, before, after)
      if (readerIds) await queries.replaceReaders(tx, actor.orgId, before.id, readerIds)
      await indexProperties(tx, after)
      appendAudit(tx, actor, {
        at,
        action: before.ownerId === after.ownerId ? 'document.changed' : 'document.transferred',
        subjectId: before.id,
        documentId: before.id,
        before: described(before),
        after: { ...described(after), ...(readerIds ? { readerIds } : {}) },
      })
      return after
    })
  },

  /**
   * Deletes a draft that was never submitted and that nothing hangs on. Its identifier is not given again.
   * @throws not_found, forbidden, invalid_transition, in_use (with the list)
   */
  async remove(actor: Actor, reference: string): Promise<void> {
    const at = deps.clock.now()
    await transact(deps, actor, async (tx) => {
      const document = await requireLocked(tx, actor, reference)
      authorize(actor, 'documents.delete', { own: document.createdBy === actor.membershipId || isOwn(actor, document) })
      const versions = await listVersions(tx, actor.orgId, document.id, null, { limit: 5 })
      assertDeletable(
        document.status,
        versions.map((version) => `version ${version.number}`),
      )
      const draft = await findDraft(tx, actor.orgId, document.id)
      await queries.deleteDocument(tx, document)
      appendAudit(tx, actor, {
        at,
        action: 'document.deleted',
        subjectId: document.id,
        // A closed document exists only for readers of everything, also when it is gone.
        ...(isOpen(document.classification) ? {} : { documentId: document.id }),
        before: {
          identifier: document.identifier,
          title: document.title,
          contentHash: contentHash({
            ...document,
            content: draft?.draft.content ?? '',
            variables: draft?.draft.variables ?? [],
          }),
        },
      })
    })
  },

  /** The document if this actor may see it. @throws not_found */
  find: (actor: Actor, reference: string) => transact(deps, actor, (tx) => requireDocument(tx, actor, reference)),

  actions: (actor: Actor, ids: readonly string[]) => actionSummaries(deps, actor, ids),

  /** Which of these documents this actor may see. @param ids a bounded list of document ids */
  readable: (actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> =>
    transact(deps, actor, (tx) => queries.readableDocuments(tx, actor.orgId, readerOf(actor), ids)),
})

export type DocumentService = ReturnType<typeof documentService>

const frequencyColumns = (frequency: { every: number; unit: 'days' | 'months' } | null) => ({
  reviewEvery: frequency?.every ?? null,
  reviewUnit: frequency?.unit ?? null,
})

/** A frequency as rules take it. */
const frequencyGiven = (given: { every: number; unit: ReviewUnit } | null): ReviewFrequency | null =>
  given && { count: given.every, unit: given.unit }

/** What the audit log keeps of a document: never its text. */
const described = (document: queries.DocumentRow) => ({
  identifier: document.identifier,
  title: document.title,
  category: document.category satisfies string as Category,
  type: document.type,
  classification: document.classification,
  ownerId: document.ownerId,
  secondOwnerId: document.secondOwnerId,
  frameworks: document.frameworks,
  tags: document.tags,
  reviewEvery: document.reviewEvery,
  reviewUnit: document.reviewUnit,
  effectiveDate: document.effectiveDate,
})

/** The title that a text gives itself. @throws invalid_input when it gives none, or one that no document may have */
function titleOf(found: string | null): string {
  const read = title.safeParse(found ?? '')
  if (read.success) return read.data
  throw new DomainError('invalid_input', { errors: { title: read.error.issues[0]?.message ?? 'Write a title' } })
}

type People = Partial<Pick<CreateDocument, 'ownerId' | 'secondOwnerId' | 'readerIds'>>

/** Whoever is named must be an active member, and the two owners two people, beside what stays as it was. */
async function requirePeople(
  tx: Transaction,
  orgId: string,
  named: People,
  before?: queries.DocumentRow,
): Promise<void> {
  const { ownerId = before?.ownerId, secondOwnerId = before?.secondOwnerId, readerIds = [] } = named
  if (secondOwnerId && secondOwnerId === ownerId) {
    throw new DomainError('invalid_input', { errors: { secondOwnerId: 'Choose somebody else than the owner' } })
  }
  const owners = [named.ownerId, named.secondOwnerId].filter((id) => typeof id === 'string')
  const found = await membersByIds(tx, orgId, [...owners, ...readerIds])
  const active = new Set(found.filter(({ status }) => status === 'active').map(({ id }) => id))
  if (!owners.every((id) => active.has(id))) throw new DomainError('owner_not_eligible')
  if (!readerIds.every((id) => active.has(id))) {
    throw new DomainError('invalid_input', { errors: { readerIds: 'Choose active members' } })
  }
}
