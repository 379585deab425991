import type { Category } from '../documents/categories.ts'
import type { DocumentKind } from '../documents/kinds.ts'

/** The documents that a definition is for. Nothing named: all. Kinds and categories stand beside one another. */
export interface AppliesTo {
  kinds?: DocumentKind[]
  categories?: Category[]
}

/** What a definition can be the default of: a kind, a category, or, with neither, all documents. */
export interface DefaultScope {
  kind: DocumentKind | null
  category: Category | null
}

/** All documents. */
export const GENERAL: DefaultScope = { kind: null, category: null }

export const isGeneral = ({ kind, category }: DefaultScope): boolean => kind === null && category === null

export const isSameScope = (a: DefaultScope, b: DefaultScope): boolean => a.kind === b.kind && a.category === b.category

/** What a definition becomes the default of when somebody makes it that. */
export function scopesOf({ kinds = [], categories = [] }: AppliesTo): DefaultScope[] {
  const scopes: DefaultScope[] = [
    ...kinds.map((kind) => ({ kind, category: null })),
    ...categories.map((category) => ({ kind: null, category })),
  ]
  return scopes.length === 0 ? [GENERAL] : scopes
}

/** Why a default is used: it is that of the document's category, of its kind, or of all. */
export const DEFAULT_REASONS = ['category', 'kind', 'general'] as const
export type DefaultReason = (typeof DEFAULT_REASONS)[number]

const reasonOf = (scope: DefaultScope, document: { kind: string; category: string }): DefaultReason | null => {
  if (isGeneral(scope)) return 'general'
  if (scope.category !== null) return scope.category === document.category ? 'category' : null
  return scope.kind === document.kind ? 'kind' : null
}

/** The default of a document, the most specific one: its category's before its kind's before that of all. Null: there is none. */
export function defaultFor<D extends DefaultScope>(
  defaults: readonly D[],
  document: { kind: string; category: string },
): { chosen: D; why: DefaultReason } | null {
  for (const why of DEFAULT_REASONS) {
    const chosen = defaults.find((scope) => reasonOf(scope, document) === why)
    if (chosen) return { chosen, why }
  }
  return null
}

/**
 * What a new version of a default is the default of: what it is for and was its own, or is nobody's. It takes nothing
 * from others: for that somebody makes it the default.
 */
export const scopesAfterEdit = (
  appliesTo: AppliesTo,
  { own, others }: { own: readonly DefaultScope[]; others: readonly DefaultScope[] },
): DefaultScope[] =>
  own.length === 0 ? [] : scopesOf(appliesTo).filter((scope) => !others.some((other) => isSameScope(scope, other)))
