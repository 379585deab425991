import { DOCUMENT_KIND_LABELS, type DocumentKind } from '#domain/documents/kinds.ts'

export interface Noun {
  /** Policies */
  title: string
  /** policy */
  one: string
  /** policies */
  many: string
}

const PLURALS = {
  policy: 'policies',
  procedure: 'procedures',
  plan: 'plans',
  guide: 'guides',
} as const satisfies Record<DocumentKind, string>

/** How the pages call a kind of document; all kinds together are documents. */
export function nounOf(kind: DocumentKind | null): Noun {
  if (kind === null) return { title: 'All documents', one: 'document', many: 'documents' }
  const many = PLURALS[kind]
  return { title: many.charAt(0).toUpperCase() + many.slice(1), one: DOCUMENT_KIND_LABELS[kind].toLowerCase(), many }
}
