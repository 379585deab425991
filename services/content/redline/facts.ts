import type { Variable } from '#domain/documents/variables.ts'
import { PLAIN } from '../model.ts'
import type { Budget } from './budget.ts'
import { quoted } from './format.ts'
import { diffLine, type Part, replaced } from './words.ts'

/** What a signature is bound to beside the text: the title and the variables. */

/** The words of a title, null when it is the same. */
export function compareTitles(before: string, after: string, budget: Budget): Part[] | null {
  if (before === after) return null
  const line = (text: string) => [{ type: 'text' as const, text, style: PLAIN }]
  return diffLine(line(before), line(after), budget) ?? replaced(line(before), line(after))
}

/** A property of a variable that differs: what it was and what it is, null for none. */
export type FieldChange = { field: string; before: string | null; after: string | null }
export type VariableChange =
  | { kind: 'added' | 'removed'; variable: Variable }
  | { kind: 'changed'; variable: Variable; fields: FieldChange[] }
  | { kind: 'reordered' }

/** Two may have one name; the second of them is another one. */
function byName(variables: readonly Variable[]): Map<string, Variable> {
  const found = new Map<string, Variable>()
  for (const variable of variables) {
    let key = variable.name
    while (found.has(key)) key += ' again'
    found.set(key, variable)
  }
  return found
}

const FIELDS = ['value', 'label', 'type', 'help'] as const

/** What differs between two lists of variables, everything that the content hash covers. */
export function compareVariables(before: readonly Variable[], after: readonly Variable[]): VariableChange[] {
  const [old, current] = [byName(before), byName(after)]
  const changes: VariableChange[] = []
  for (const [key, variable] of current) {
    const was = old.get(key)
    if (!was) {
      changes.push({ kind: 'added', variable })
      continue
    }
    const fields = FIELDS.flatMap((field): FieldChange[] => {
      const [a, b] = [was[field] ?? null, variable[field] ?? null]
      return a === b ? [] : [{ field, before: a, after: b }]
    })
    if (fields.length > 0) changes.push({ kind: 'changed', variable, fields })
  }
  for (const [key, variable] of old) if (!current.has(key)) changes.push({ kind: 'removed', variable })
  const kept = (names: Map<string, Variable>, others: Map<string, Variable>) =>
    [...names.keys()].filter((name) => others.has(name)).join()
  if (kept(old, current) !== kept(current, old)) changes.push({ kind: 'reordered' })
  return changes
}

const shown = (value: string | null): string => {
  if (value === null) return 'none'
  return value.trim() ? quoted(value) : 'blank'
}

/** "Variable Company: value is “Vela” instead of “Helix”" */
export function variableSentence(change: VariableChange): string {
  if (change.kind === 'reordered') return 'Variables stand in another order.'
  const name = `Variable ${change.variable.label || change.variable.name}`
  if (change.kind !== 'changed') return `${name} ${change.kind}.`
  const fields = change.fields.map(({ field, before, after }) =>
    shown(before) === shown(after)
      ? `${field} differs in a part too long to quote, or in blanks`
      : `${field} is ${shown(after)} instead of ${shown(before)}`,
  )
  return `${name}: ${fields.join(', ')}.`
}
