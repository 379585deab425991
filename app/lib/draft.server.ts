import type { Actor } from '#domain/actor.ts'
import { SaveDraft } from '#services/documents/input.ts'
import type { Services } from './context.ts'
import { isDomainError } from './errors.server.ts'
import type { SaveAnswer } from './save-answer.ts'

/** Saves a draft and answers what an open editor needs; a lost race is an answer, not an error. */
export async function saveDraft(
  services: Services,
  actor: Actor,
  reference: string,
  input: unknown,
): Promise<SaveAnswer> {
  const parsed = SaveDraft.safeParse(input)
  if (!parsed.success) {
    return { saved: false, sentence: `Not saved: ${parsed.error.issues[0]?.message ?? 'the text could not be read'}.` }
  }
  // The editor sends HTML that it made; Markdown comes from a field, where anything can be put.
  const from = parsed.data.content.format === 'html' ? 'editor' : 'outside'
  try {
    const { revision, updatedAt } = await services.drafts.save(actor, reference, parsed.data, from)
    return { saved: true, revision, at: updatedAt.toISOString() }
  } catch (error) {
    if (!isDomainError(error) || error.code === 'not_found') throw error
    if (error.code !== 'stale_revision') return { saved: false, sentence: `Not saved: ${error.message}` }
    const { changedBy, changedAt } = error.details
    return { saved: false, conflict: { changedBy: String(changedBy), changedAt: String(changedAt) } }
  }
}
