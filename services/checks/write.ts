import type { Transaction } from '#db/client.ts'
import { type CheckRow, insertCheck, newestCheck, versionToAskAbout } from '#db/queries/knowledge-checks.ts'
import { textOf } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { type CheckQuestion, faultsOf, foundIn, type Passage } from '#domain/campaigns/check.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { passagesOf } from '../content/passages.ts'
import { isOwn, requireDocument, requireLocked } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { WriteCheck } from './input.ts'

/** The version that is asked about, with its text. @throws nothing_in_effect */
async function aboutVersion(tx: Transaction, document: { orgId: string; id: string; status: string }) {
  const version = await versionToAskAbout(tx, document.orgId, document.id, document.status === 'approved')
  if (!version) throw new DomainError('nothing_in_effect')
  return { version, text: await textOf(tx, document.orgId, version.id) }
}

/**
 * The questions about a document, with what is right of them, and the paragraphs that can be asked about. Of questions about an
 * earlier version those are left whose paragraphs are still there.
 * @throws not_found, forbidden, nothing_in_effect
 */
export async function readCheck(deps: Deps, actor: Actor, reference: string) {
  const found = await transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'checks.write', { own: isOwn(actor, document) })
    const check = await newestCheck(tx, actor.orgId, document.id)
    return { ...(await aboutVersion(tx, document)), check }
  })
  const { version, check, text } = found
  const passages = await deps.texts.passages(text.content, text.variables)
  const questions = questionsIn(check?.questions ?? [], passages)
  return {
    version,
    passages,
    questions,
    passMark: check && Math.min(check.passMark, questions.length),
    attempts: check?.attempts ?? null,
    /** Whether they are about this version already. */
    saved: check !== null && check.versionId === version.id && check.questions.length > 0,
  }
}

const questionsIn = (questions: readonly CheckQuestion[], passages: readonly Passage[]): CheckQuestion[] =>
  questions.flatMap((question) => {
    const passage = foundIn(passages, question.passage)
    return passage ? [{ ...question, passage }] : []
  })

/** Writes the questions about a document anew; none at all takes them away. @throws not_found, forbidden, invalid_input, nothing_in_effect */
export async function writeCheck(deps: Deps, actor: Actor, reference: string, given: WriteCheck): Promise<CheckRow> {
  const input = checked(WriteCheck, given)
  const at = deps.clock.now()
  const before = await readCheck(deps, actor, reference)
  const questions = placed(input, before.passages)
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'checks.write', { own: isOwn(actor, document) })
    const passMark = questions.length === 0 ? 0 : (input.passMark ?? questions.length)
    const row = await insertCheck(tx, {
      orgId: actor.orgId,
      id: newId(tx),
      documentId: document.id,
      versionId: before.version.id,
      questions,
      passMark,
      attempts: input.attempts,
      writtenBy: memberOf(actor),
      writtenAt: at,
    })
    appendAudit(tx, actor, {
      at,
      action: 'knowledge_check.written',
      subjectId: document.id,
      documentId: document.id,
      after: { questions: questions.length, passMark, attempts: input.attempts },
    })
    return row
  })
}

/** Questions with the paragraphs that they are about. @throws invalid_input, with a sentence for each place */
function placed(
  { questions, passMark }: ReturnType<typeof WriteCheck.parse>,
  passages: readonly Passage[],
): CheckQuestion[] {
  const byPlace = new Map(passages.map((passage) => [passage.place, passage]))
  const errors = faultsOf(questions, passMark)
  const found = questions.flatMap(({ place, prompt, choices, right }, n) => {
    const passage = byPlace.get(place)
    if (!passage) errors[`questions/${n}/place`] = 'Choose a paragraph of this version'
    return passage ? [{ id: `q${n + 1}`, passage, prompt, choices, right: [...new Set(right)].toSorted() }] : []
  })
  if (Object.keys(errors).length > 0) throw new DomainError('invalid_input', { errors })
  return found
}

/** The questions that a campaign over a version asks: those written about it. @throws check_outdated */
export async function requireCheckOf(
  tx: Transaction,
  version: { orgId: string; documentId: string; id: string },
): Promise<string> {
  const check = await newestCheck(tx, version.orgId, version.documentId)
  if (!check || check.versionId !== version.id || check.questions.length === 0) throw new DomainError('check_outdated')
  return check.id
}

/**
 * The questions that the standing rule of a document asks about a new version. Those about an earlier one are asked as far as
 * their paragraphs stand in the new one word for word.
 * @returns null where there are none
 */
export async function checkForNewVersion(
  tx: Transaction,
  version: { orgId: string; documentId: string; id: string },
  { content, variables }: Pick<Awaited<ReturnType<typeof textOf>>, 'content' | 'variables'>,
  at: Date,
): Promise<string | null> {
  const check = await newestCheck(tx, version.orgId, version.documentId)
  if (!check || check.questions.length === 0) return null
  if (check.versionId === version.id) return check.id
  const questions = questionsIn(check.questions, passagesOf(content, variables))
  if (questions.length === 0) return null
  const { orgId, documentId, writtenBy, attempts } = check
  const row = await insertCheck(tx, {
    orgId,
    id: newId(tx),
    documentId,
    versionId: version.id,
    questions,
    passMark: Math.min(check.passMark, questions.length),
    attempts,
    writtenBy,
    writtenAt: at,
  })
  return row.id
}
