import type { DocumentKind } from './kinds.ts'

/** First part of an identifier. */
export const KIND_PREFIXES = {
  policy: 'POL',
  procedure: 'PRC',
  plan: 'PLN',
  guide: 'GDE',
} as const satisfies Record<DocumentKind, string>

export const MAX_TITLE_LENGTH = 500

/** `POL-AC-001`. Numbers count from 1 per kind and category; past 999 they grow longer, so none is ever reused. */
export function formatIdentifier(kind: DocumentKind, categoryPrefix: string, number: number): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`Identifier numbers start at 1, not ${number}`)
  if (!/^[A-Z]{2,4}$/.test(categoryPrefix)) throw new RangeError(`Not a category prefix: ${categoryPrefix}`)
  return `${KIND_PREFIXES[kind]}-${categoryPrefix}-${String(number).padStart(3, '0')}`
}
