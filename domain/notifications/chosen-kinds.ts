import type { SubjectType } from '../audit/action.ts'
import { human } from '../error-table.ts'
import { DIGEST_KIND } from './digest.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from './registry.ts'
import { TOPICS, type Topic } from './topics.ts'

/** By the type of row that a kind is about; what is not named is about the organization. */
const TOPIC_OF: Partial<Record<SubjectType, Topic>> = {
  signoff: 'approval',
  round: 'approval',
  approval_definition: 'approval',
  campaign: 'acknowledgment',
  acknowledgment: 'acknowledgment',
  document: 'documents',
  version: 'documents',
}

/** The name of a kind for people: its label, else its stored name in plain words. */
export function labelOfKind(name: NotificationKind): string {
  const words = human(name, '')
  return NOTIFICATION_KINDS[name].label ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** The kinds that people choose about: the digest is what they choose. */
export const CHOSEN_KINDS = (Object.keys(NOTIFICATION_KINDS) as NotificationKind[]).filter(
  (name) => name !== DIGEST_KIND,
)

export type ChosenKind = (typeof CHOSEN_KINDS)[number]

/** These kinds, by what they are about. */
export const KINDS_BY_TOPIC: readonly { topic: Topic; kinds: readonly ChosenKind[] }[] = TOPICS.map((topic) => ({
  topic,
  kinds: CHOSEN_KINDS.filter((name) => (TOPIC_OF[NOTIFICATION_KINDS[name].subject] ?? 'organization') === topic),
})).filter(({ kinds }) => kinds.length > 0)
