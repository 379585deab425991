export const DOCUMENT_KINDS = ['policy', 'procedure', 'plan', 'guide'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export const DOCUMENT_KIND_LABELS = {
  policy: 'Policy',
  procedure: 'Procedure',
  plan: 'Plan',
  guide: 'Guide',
} as const satisfies Record<DocumentKind, string>

export const DOCUMENT_TYPES = ['security', 'compliance', 'operational', 'administrative'] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]

export const DOCUMENT_TYPE_LABELS = {
  security: 'Security',
  compliance: 'Compliance',
  operational: 'Operational',
  administrative: 'Administrative',
} as const satisfies Record<DocumentType, string>

/** What a kind is taken for until someone says otherwise. */
export const DEFAULT_TYPE = {
  policy: 'security',
  procedure: 'operational',
  plan: 'operational',
  guide: 'operational',
} as const satisfies Record<DocumentKind, DocumentType>

/** Where a document came from. */
export const DOCUMENT_SOURCES = ['manual', 'template', 'ai', 'import'] as const
export type DocumentSource = (typeof DOCUMENT_SOURCES)[number]

export const DOCUMENT_SOURCE_LABELS = {
  manual: 'Written here',
  template: 'Template',
  ai: 'Drafted by AI',
  import: 'Imported',
} as const satisfies Record<DocumentSource, string>
