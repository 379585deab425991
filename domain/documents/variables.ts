/** Blanks in a text that an organization fills in: `{{company_name}}`. */
export const VARIABLE_TYPES = ['text', 'date', 'number', 'person', 'list'] as const
export type VariableType = (typeof VARIABLE_TYPES)[number]

export const VARIABLE_NAME = /^[a-z][a-z0-9_]{0,49}$/

export interface Variable {
  name: string
  label: string
  type: VariableType
  value: string | null
  help?: string
}
