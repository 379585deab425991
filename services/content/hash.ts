import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Variable } from '#domain/documents/variables.ts'

/** What a signature is bound to: everything that says what the document is and what it says. */
export type SignedContent = {
  identifier: string
  kind: string
  title: string
  content: string
  variables: readonly Variable[]
}

/** SHA-256 (hex) of any JSON value in canonical form (RFC 8785), so that the order of keys never matters. */
export function canonicalHash(value: unknown): string {
  const json = canonicalize(value)
  if (json === undefined) throw new TypeError('Only JSON values have a canonical hash')
  return createHash('sha256').update(json, 'utf8').digest('hex')
}

/** The hash that is signed. Fields beyond the five are left out, so that a caller may pass a whole version. */
export const contentHash = ({ identifier, kind, title, content, variables }: SignedContent): string =>
  canonicalHash({ identifier, kind, title, content, variables })
