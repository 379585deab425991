import type { DocumentKind } from './kinds.ts'

/** First part of an identifier. */
export const KIND_PREFIXES = {
  policy: 'POL',
  procedure: 'PRC',
  plan: 'PLN',
  guide: 'GDE',
} as const satisfies Record<DocumentKind, string>

export const MAX_TITLE_LENGTH = 500

const pattern = /^([A-Z]{3})-([A-Z]{2,4})-(\d{3,})$/

/** `POL-AC-001`. Numbers count from 1 per kind and category; past 999 they grow longer, so none is ever reused. */
export function formatIdentifier(kind: DocumentKind, categoryPrefix: string, number: number): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`Identifier numbers start at 1, not ${number}`)
  if (!/^[A-Z]{2,4}$/.test(categoryPrefix)) throw new RangeError(`Not a category prefix: ${categoryPrefix}`)
  return `${KIND_PREFIXES[kind]}-${categoryPrefix}-${String(number).padStart(3, '0')}`
}

/** The parts of an identifier, or null for text that is not one. */
export function parseIdentifier(text: string): { kindPrefix: string; categoryPrefix: string; number: number } | null {
  const match = pattern.exec(text)
  if (!match?.[1] || !match[2] || !match[3]) return null
  return { kindPrefix: match[1], categoryPrefix: match[2], number: Number(match[3]) }
}
