import type { Actor } from '#domain/actor.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { REVIEW_DUE_SOON_DAYS } from '#domain/documents/review.ts'
import type { Services } from './context.ts'
import { type DocumentAction, isPossible, labelOf, targetOf } from './document-actions.ts'
import { readActions } from './document-facts.server.ts'
import { askedAction } from './palette.ts'

type Query = Parameters<Services['library']['list']>[1]

/** A command about one document, as the palette shows it. */
export interface FoundCommand {
  action: DocumentAction
  label: string
  identifier: string
  title: string
  to: string
}

const MOST = 7
const NEWEST = { sort: 'updatedAt', descending: true } as const

/** Which documents a verb alone is most likely about; null where it takes words to choose. */
function likely(action: DocumentAction, me: string | null, today: string): Query | null {
  switch (action) {
    case 'sign':
      return me === null ? null : { waitingFor: me }
    case 'edit':
    case 'submit':
    case 'delete':
      return { statuses: ['draft'], ...NEWEST }
    case 'withdraw':
    case 'remind':
      return { statuses: ['in_review'], ...NEWEST }
    case 'publish':
    case 'unplan':
      return { statuses: ['approved'], ...NEWEST }
    case 'confirm':
      return { inEffect: true, reviewBefore: addDays(today, REVIEW_DUE_SOON_DAYS), sort: 'nextReviewDate' }
    case 'restore':
      return { statuses: ['archived'], ...NEWEST }
    case 'revise':
    case 'archive':
    case 'ask':
    case 'download':
      return null
  }
}

/**
 * Commands for words such as "submit POL-AC-001": a verb and a document, or the verb alone. Only what this reader can do to the
 * document now is found; each has a page, which asks what is left to ask.
 */
export async function findCommands(
  services: Services,
  actor: Actor,
  words: string,
  now: Date,
): Promise<{ commands: FoundCommand[]; about: string | null }> {
  const asked = askedAction(words)
  if (asked === null) return { commands: [], about: null }
  const { timeZone } = await services.organizations.get(actor)
  const { action, about } = asked
  const query = about === null ? likely(action, actor.membershipId, dateIn(now, timeZone)) : { words: about }
  if (query === null) return { commands: [], about }
  const { rows } = await services.library.list(actor, { ...query, limit: MOST })
  const ids = rows.map(({ id }) => id)
  const doable = await readActions(services, actor, ids, { timeZone, now })
  const commands = rows.flatMap(({ id, identifier, title }) => {
    const facts = doable.get(id)?.facts
    if (!facts || !isPossible(action, facts)) return []
    const to = targetOf(actor.orgSlug, identifier, action, facts)
    return [{ action, label: labelOf(action, facts), identifier, title, to }]
  })
  return { commands, about }
}
