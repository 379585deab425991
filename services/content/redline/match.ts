import type { Unit } from './units.ts'

/** What moved: a whole section with its name and where it stands now, or text from one section to another. */
export type Move = { type: 'section'; name: string; where: string } | { type: 'text'; from: Unit; to: Unit }

/**
 * One place in the comparison. What moved stands where it is now, with its `move`, and so does what was added or removed in
 * it; where it was, a trace remains for each unit. A pair has several units on one side where a paragraph was split or
 * paragraphs were joined.
 */
export type Match =
  | { kind: 'pair'; before: Unit[]; after: Unit[]; move: Move | null }
  | { kind: 'inserted'; after: Unit; move: Move | null }
  | { kind: 'deleted'; before: Unit; move: Move | null }
  | { kind: 'moved_away'; before: Unit; move: Move }

export const pair = (before: Unit, after: Unit): Match => ({
  kind: 'pair',
  before: [before],
  after: [after],
  move: null,
})

export const oldUnits = (match: Match): Unit[] =>
  match.kind === 'inserted' ? [] : match.kind === 'pair' ? match.before : [match.before]

export const newUnits = (match: Match): Unit[] =>
  match.kind === 'pair' ? match.after : match.kind === 'inserted' ? [match.after] : []

export const countOfWords = (unit: Unit): number => unit.text.split(/\s+/).filter(Boolean).length
