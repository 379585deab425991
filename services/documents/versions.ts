import type { Transaction } from '#db/client.ts'
import type { DocumentRow, DraftRow } from '#db/queries/documents.ts'
import { writeDraft } from '#db/queries/drafts.ts'
import {
  findListed,
  insertVersion,
  type ListedVersion,
  listVersions,
  textOf,
  type VersionHead,
  type VersionReader,
  type Which,
} from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { can } from '#domain/roles.ts'
import { requireImages } from '../attachments/of-text.ts'
import { appendAudit } from '../audit/append.ts'
import { canonicalHash, contentHash } from '../content/hash.ts'
import type { ContentCounts } from '../content/text.ts'
import { newId } from '../ids.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { withDraftFacts } from './draft-facts.ts'
import { SaveVersion } from './input.ts'
import { isOwn, requireDocument, requireDraft, requireEditable } from './require.ts'
import { indexText } from './search-index.ts'

export const versionService = (deps: Deps) => ({
  /**
   * Versions, newest first, without their text. Readers without drafts see those that were ever in effect, and those they
   * were asked to sign. @throws not_found
   */
  async list(actor: Actor, reference: string, page: { limit: number; before?: number } = { limit: 25 }) {
    return transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const versions = await listVersions(tx, actor.orgId, document.id, versionReader(actor, document), page)
      return { document, versions }
    })
  },

  /** One version with its text. @throws not_found */
  async get(actor: Actor, reference: string, number: number) {
    return transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      return { document, version: await requireVersion(tx, actor, document, number) }
    })
  },

  /** Freezes the draft as it is into a version. @throws not_found, forbidden, invalid_transition */
  async save(actor: Actor, reference: string, given: SaveVersion) {
    const input = checked(SaveVersion, given)
    const at = deps.clock.now()
    return withDraftFacts(deps, actor, reference, ({ requireSame, counts }) =>
      transact(deps, actor, async (tx) => {
        const document = await requireEditable(tx, actor, reference, 'saved as a version')
        const draft = requireSame(await requireDraft(tx, document))
        return saveDraftAsVersion(tx, actor, document, { ...draft, counts }, input, at)
      }),
    )
  },

  /**
   * Takes an earlier version back: a new version with its text, whose summary says so, and the draft with it. A draft that
   * no version holds yet is kept as one first. Whoever wrote the earlier text counts as an author again.
   * @returns the new version, and the one that holds the draft as it was; null where nothing would have been lost
   * @throws not_found, forbidden, invalid_transition
   */
  async restore(actor: Actor, reference: string, number: number): Promise<Restored> {
    const me = memberOf(actor)
    const at = deps.clock.now()
    const earlier = await transact(deps, actor, async (tx) =>
      requireVersion(tx, actor, await requireDocument(tx, actor, reference), number),
    )
    const [{ counts }, indexed] = await Promise.all([
      deps.texts.facts(earlier.content, earlier.variables),
      deps.texts.index(earlier.content, earlier.variables),
    ])
    return withDraftFacts(deps, actor, reference, (facts) =>
      transact(deps, actor, async (tx) => {
        const document = await requireEditable(tx, actor, reference, 'restored to an earlier version')
        const before = facts.requireSame(await requireDraft(tx, document))
        const unsaved = !(await isKept(tx, document, before, earlier))
        const kept = unsaved
          ? await keepDraft(tx, actor, document, { ...before, counts: facts.counts }, number, at)
          : null
        const draft = await writeDraft(tx, actor.orgId, document.id, before.revision, {
          content: earlier.content,
          variables: earlier.variables,
          authorIds: [me, ...earlier.authorIds],
          updatedBy: me,
          at,
        })
        if (!draft) throw new Error('the draft was written by somebody who did not hold its lock')
        await indexText(tx, document, false, indexed)
        const version = await freezeDraft(
          tx,
          actor,
          document,
          { ...draft, counts },
          { changeSummary: `Restored from version ${number}`, abstract: earlier.abstract },
          at,
        )
        appendAudit(tx, actor, {
          at,
          action: 'version.restored',
          subjectId: version.id,
          documentId: document.id,
          after: { number: version.number, restored: number, contentHash: version.contentHash },
        })
        return { version, kept }
      }),
    )
  },
})

export type VersionService = ReturnType<typeof versionService>

/** What came of taking an earlier version back. */
type Restored = { version: VersionHead; kept: VersionHead | null }

type Text = Pick<DraftRow, 'content' | 'variables'>
type FrozenDraft = Text & Pick<DraftRow, 'authorIds'> & { counts: ContentCounts }

const isSameText = (a: Text, b: Text): boolean =>
  a.content === b.content && canonicalHash(a.variables) === canonicalHash(b.variables)

/** Whether a draft can be read again where it is replaced: it is the newest version, or the one that replaces it. */
async function isKept(tx: Transaction, document: DocumentRow, draft: Text, earlier: Text): Promise<boolean> {
  if (isSameText(draft, earlier)) return true
  const [newest] = await listVersions(tx, document.orgId, document.id, null, { limit: 1 })
  return newest !== undefined && isSameText(draft, await textOf(tx, document.orgId, newest.id))
}

const keepDraft = (
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  draft: FrozenDraft,
  number: number,
  at: Date,
) =>
  saveDraftAsVersion(
    tx,
    actor,
    document,
    draft,
    { changeSummary: `The draft before version ${number} was restored` },
    at,
  )

/** Freezes the draft, and says so in the audit log. The caller holds the document's lock. */
async function saveDraftAsVersion(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  draft: FrozenDraft,
  input: { changeType?: ChangeType; changeSummary: string; abstract?: string },
  at: Date,
): Promise<VersionHead> {
  const version = await freezeDraft(tx, actor, document, draft, input, at)
  appendAudit(tx, actor, {
    at,
    action: 'version.saved',
    subjectId: version.id,
    documentId: document.id,
    after: { number: version.number, changeType: version.changeType, contentHash: version.contentHash },
  })
  return version
}

/** Does this actor read the working text and every version, and not only what is or was in effect? */
export const seesDrafts = (actor: Actor, document: DocumentRow): boolean =>
  isOwn(actor, document) || can(actor, 'documents.read_drafts')

/** Whoever does not read drafts reads what was in effect, and what they are to sign. */
const versionReader = (actor: Actor, document: DocumentRow): VersionReader =>
  seesDrafts(actor, document) ? null : actor

/** A version this actor may read, without its content. @throws not_found */
export async function requireListed(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  which: Which,
): Promise<ListedVersion> {
  const version = await findListed(tx, actor.orgId, document.id, versionReader(actor, document), which)
  if (!version) throw new DomainError('not_found')
  return version
}

/** A version this actor may read. @throws not_found */
export async function requireVersion(tx: Transaction, actor: Actor, document: DocumentRow, number: number) {
  const version = await requireListed(tx, actor, document, { number })
  return { ...version, ...(await textOf(tx, actor.orgId, version.id)) }
}

/**
 * Makes the draft into the next version. The caller holds the document's lock.
 * The authors are everybody whose change is in the text since the last approval.
 * @throws missing_images
 */
export async function freezeDraft(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  { content, variables, authorIds, counts }: FrozenDraft,
  input: { changeType?: ChangeType; changeSummary: string; abstract?: string },
  at: Date,
): Promise<VersionHead> {
  const me = memberOf(actor)
  await requireImages(tx, document.orgId, document.id, content)
  return insertVersion(tx, {
    orgId: actor.orgId,
    id: newId(tx),
    documentId: document.id,
    changeType: input.changeType ?? (await usualChange(tx, document)),
    changeSummary: input.changeSummary,
    abstract: input.abstract ?? '',
    title: document.title,
    content,
    variables,
    contentHash: contentHash({
      identifier: document.identifier,
      kind: document.kind,
      title: document.title,
      content,
      variables,
    }),
    words: counts.words,
    characters: counts.characters,
    authorIds: authorIds.length > 0 ? authorIds : [me],
    createdBy: me,
    createdAt: at,
  })
}

/** What a change is when nobody says it: the first version begins the document, each later one changes it a little. */
async function usualChange(tx: Transaction, document: DocumentRow): Promise<ChangeType> {
  const [latest] = await listVersions(tx, document.orgId, document.id, null, { limit: 1 })
  return latest ? 'minor' : 'initial'
}
