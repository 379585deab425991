import { type DefaultScope, isGeneral } from '#domain/approvals/defaults.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import { CATEGORIES } from '#domain/documents/categories.ts'
import { listOf } from '#domain/words.ts'
import { nounOf } from './nouns.ts'

/** What a type of definition is called, and what it is for. */
export const TYPES = {
  approval: { label: 'Approval', what: 'Who signs a version before it is approved.' },
  review: { label: 'Review', what: 'Who takes part when a document in effect is reviewed.' },
  publication: { label: 'Publication', what: 'Who agrees before an approved version goes into effect.' },
  retirement: { label: 'Retirement', what: 'Who agrees before a document is archived.' },
} as const satisfies Record<ApprovalType, { label: string; what: string }>

const scopeInWords = (scope: DefaultScope): string => {
  if (isGeneral(scope)) return 'all documents'
  return scope.category === null ? nounOf(scope.kind).many : CATEGORIES[scope.category].label.toLowerCase()
}

/** "policies and encryption": what a definition is the default of; null for one that is none. */
export const scopesInWords = (scopes: readonly DefaultScope[]): string | null =>
  scopes.length === 0 ? null : listOf(scopes.map(scopeInWords))

/** What an approver of the form is called who is no person. */
export const TOKEN_LABELS: Record<string, string> = {
  owner: 'The owner',
  owner_manager: 'The owner’s manager',
}
