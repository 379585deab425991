import type { DocumentStatus } from '#domain/documents/status.ts'

/** A version as the cards above a document's text show it. */
export interface VersionCard {
  key: string
  /** "1.4", or "Draft" and "v3" before there is a label. */
  version: string
  state: DocumentStatus
  note: string
  meta: string
  to: string
  current: boolean
}
