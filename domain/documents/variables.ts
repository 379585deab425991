import { isPlainDate } from '../dates.ts'
import { firstRepeated, nameKey } from '../text.ts'

/** Blanks in a text that an organization fills in: `{{company_name}}`. */
export const VARIABLE_TYPES = ['text', 'date', 'number', 'person', 'list'] as const
export type VariableType = (typeof VARIABLE_TYPES)[number]

export const VARIABLE_NAME = /^[a-z][a-z0-9_]{0,49}$/

/** How a variable is typed, as `{{helpdesk}}` or `{{Help desk}}`. What no variable could be called is text: `{{ f("x") }}`. */
const TYPED_VARIABLE = /\{\{([\p{L}\p{M}\p{N}_ .,'’&/-]{1,120})\}\}/gu

/** What stands between double braces in a text, with its place. */
export const typedVariables = (text: string): { at: number; length: number; name: string }[] =>
  [...text.matchAll(TYPED_VARIABLE)].flatMap(({ index, 0: typed, 1: inner = '' }) =>
    inner.trim() === '' ? [] : [{ at: index, length: typed.length, name: inner.trim() }],
  )

/** The variable that was typed, by its name or by what it is called. */
export const variableTyped = <V extends Pick<Variable, 'name' | 'label'>>(
  name: string,
  variables: readonly V[],
): V | undefined =>
  variables.find((variable) => variable.name === name) ??
  variables.find((variable) => nameKey(variable.label) === nameKey(name))

export interface Variable {
  name: string
  label: string
  type: VariableType
  value: string | null
  help?: string
}

type Fault = { path: [at: number, field: 'name' | 'label' | 'value']; message: string }

/** What is wrong with the variables of a text beside each other and in themselves, in words. */
export function faultsInVariables(variables: readonly Pick<Variable, 'name' | 'label' | 'type' | 'value'>[]): Fault[] {
  const twice = (field: 'name' | 'label', say: (name: string) => string): Fault[] => {
    const names = variables.map((variable) => variable[field])
    const repeated = firstRepeated(names)
    return repeated === null ? [] : [{ path: [names.lastIndexOf(repeated), field], message: say(repeated) }]
  }
  const names = twice('name', (name) => `There are two variables {{${name}}}`)
  return [
    ...names,
    ...(names.length > 0 ? [] : twice('label', (label) => `There are two variables that are called “${label}”`)),
    ...variables.flatMap(({ label, type, value }, at): Fault[] => {
      const isDate = type !== 'date' || !value?.trim() || isPlainDate(value.trim())
      return isDate ? [] : [{ path: [at, 'value'], message: `“${label}” is no date: write it as 2026-12-31` }]
    }),
  ]
}
