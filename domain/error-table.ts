/** Facts of a refusal: ids, names and numbers that its sentence and the API's body may show. Never content. */
export type ErrorDetails = Record<string, unknown>

/** The refusals of one noun: code → HTTP status, problem title, sentence for people. */
export type ErrorTable = Record<string, { status: number; title: string; sentence: (details: ErrorDetails) => string }>

/** A fact as it stands in a sentence; `fallback` when it is missing. */
export const word = (value: unknown, fallback: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : fallback

/** Several facts with commas between; `fallback` when there are none. */
export const words = (value: unknown, fallback: string): string =>
  Array.isArray(value) && value.length > 0 ? value.map(String).join(', ') : fallback

/** An identifier of the code in plain words: "in_review" becomes "in review". */
export const human = (value: unknown, fallback: string): string => word(value, fallback).replaceAll('_', ' ')
