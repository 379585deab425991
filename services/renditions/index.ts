import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import { findRendition, requestRendition, type StoredFile, versionOnPaper } from '#db/queries/renditions.ts'
import type { ListedVersion } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { fileNameOf } from '#domain/documents/labels.ts'
import { DomainError } from '#domain/errors.ts'
import { requireDocument } from '../documents/require.ts'
import { requireListed, seesDrafts } from '../documents/versions.ts'
import { renditionHash } from '../print/model.ts'
import { type Deps, transact } from '../transaction.ts'
import { type Printable, printModel } from './model.ts'
import { askPrinter, type RenditionFile, storedFile, whenPrinted } from './wait.ts'

/** The version to print: its number, the one in effect, or the draft. */
export type PrintableReference = number | 'in_effect' | 'draft'

export const renditionService = (deps: Deps) => ({
  /**
   * The PDF of a version or of the draft; made when nobody asked before, else out of the store.
   * @throws not_found; rendition_missing when it is not there in time: the printer goes on, ask again
   */
  async pdf(actor: Actor, reference: string, which: PrintableReference, patienceMs?: number): Promise<RenditionFile> {
    const found = await transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const version = which === 'draft' ? null : await requireListed(tx, actor, document, referenceOf(which))
      // What was published has its file, and what a reader opens most needs not even its text.
      const { hash, row } = version?.renditionHash
        ? { hash: version.renditionHash, row: await findRendition(tx, actor.orgId, version.renditionHash) }
        : await request(
            tx,
            deps.publicUrl,
            document,
            version ? await frozen(tx, actor, version) : await draftOf(tx, actor, document),
          )
      if (row?.status !== 'stored') askPrinter(tx, actor.orgId, hash)
      return { hash, row, fileName: fileNameOf(document.identifier, version, 'pdf') }
    })
    return whenPrinted(deps, actor, found, patienceMs)
  },

  /** The file behind a stored rendition. */
  stored: (row: Pick<StoredFile, 'hash' | 'objectKey'>) => storedFile(deps, row),

  /**
   * Asks for the PDF with which a version goes into effect at `at`, for the workflow that publishes it.
   * @returns the hash under which it will be stored
   */
  async requestForPublication(actor: Actor, versionId: string, at: Date): Promise<string> {
    return transact(deps, actor, async (tx) => {
      const found = await versionOnPaper(tx, actor.orgId, versionId)
      if (!found) throw new DomainError('not_found')
      const row = await wanted(tx, deps.publicUrl, found.document, found.version, at)
      await requestRendition(tx, { ...row, createdAt: at })
      return row.hash
    })
  },
})

export type RenditionService = ReturnType<typeof renditionService>

const referenceOf = (which: number | 'in_effect') => (which === 'in_effect' ? which : { number: which })

async function frozen(tx: Transaction, actor: Actor, { id }: ListedVersion): Promise<Printable> {
  const found = await versionOnPaper(tx, actor.orgId, id)
  if (!found) throw new DomainError('not_found')
  return found.version
}

async function draftOf(tx: Transaction, actor: Actor, document: DocumentRow): Promise<Printable> {
  const found = await findDraft(tx, actor.orgId, document.id)
  if (!found || !seesDrafts(actor, document)) throw new DomainError('not_found')
  const { content, variables } = found.draft
  return {
    versionId: null,
    number: null,
    title: document.title,
    content,
    variables,
    contentHash: null,
    changeType: null,
  }
}

/** What is to be printed, under the hash of all that shows in it. */
async function wanted(
  tx: Transaction,
  publicUrl: string,
  document: DocumentRow,
  text: Printable,
  publishing: Date | null,
) {
  const model = await printModel(tx, document, text, { publishing, publicUrl })
  return {
    orgId: document.orgId,
    hash: renditionHash(model),
    documentId: document.id,
    versionId: text.versionId,
    format: 'pdf' as const,
    model: { ...model },
  }
}

/** Notes that a file is wanted, unless it was before. @returns where it is, if somebody wanted it before */
async function request(
  tx: Transaction,
  publicUrl: string,
  document: DocumentRow,
  text: Printable,
): Promise<{ hash: string; row: StoredFile | null }> {
  const file = await wanted(tx, publicUrl, document, text, null)
  const row = await findRendition(tx, document.orgId, file.hash)
  if (!row) await requestRendition(tx, file)
  return { hash: file.hash, row }
}
