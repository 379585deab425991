import type { DraftRow } from '#db/queries/documents.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import type { TextFacts } from '../content/jobs.ts'
import { type Deps, transact } from '../transaction.ts'
import { requireDocument, requireDraft } from './require.ts'

/** So often a draft may be saved by somebody else while it is being counted. */
const MOST_TRIES = 5

class DraftMoved extends Error {}

/** What was found in the draft, and the check under the lock that it is still the draft it was found in. */
export type DraftFacts = TextFacts & { requireSame<D extends Pick<DraftRow, 'revision'>>(draft: D): D }

/**
 * Runs a use case that freezes the draft with what its rules ask of the text. That is found out before the transaction of
 * the use case, which holds a lock: a long text takes a second. If the draft was saved in between, all of it is done again.
 * @throws not_found, unavailable
 */
export async function withDraftFacts<T>(
  deps: Deps,
  actor: Actor,
  reference: string,
  work: (facts: DraftFacts) => Promise<T>,
): Promise<T> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    try {
      return await work(await factsOfDraft(deps, actor, reference))
    } catch (error) {
      if (!(error instanceof DraftMoved)) throw error
    }
  }
  throw new DomainError('unavailable', { what: 'The draft' })
}

async function factsOfDraft(deps: Deps, actor: Actor, reference: string): Promise<DraftFacts> {
  const { revision, content, variables } = await transact(deps, actor, async (tx) =>
    requireDraft(tx, await requireDocument(tx, actor, reference)),
  )
  const facts = await deps.texts.facts(content, variables)
  return {
    ...facts,
    requireSame(draft) {
      if (draft.revision !== revision) throw new DraftMoved()
      return draft
    },
  }
}
