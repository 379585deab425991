import { typedVariables, type Variable } from '#domain/documents/variables.ts'
import { type Block, childBlocks, type Inline } from './model.ts'

/** Every line of text in reading order, whatever it is nested in. */
export const linesOf = (blocks: Block[]): Inline[][] =>
  blocks.flatMap((block) => ('inline' in block ? [block.inline] : childBlocks(block).flatMap(linesOf)))

/** Names of the variables a content uses, each once, in the order of their first use. */
export function variableNames(blocks: Block[]): string[] {
  const names = linesOf(blocks).flatMap((line) => line.flatMap((run) => (run.type === 'variable' ? [run.name] : [])))
  return [...new Set(names)]
}

/**
 * What is typed in double braces and is no variable, as readers would see it: `{{helpdesk}}`. Code may hold braces of its own.
 */
export function typedNames(blocks: Block[]): string[] {
  const texts = linesOf(blocks).map((line) =>
    line.map((run) => (run.type === 'text' && !run.style.marks.includes('code') ? run.text : '\n')).join(''),
  )
  return [...new Set(texts.flatMap((text) => typedVariables(text).map(({ name }) => name)))]
}

/** The value of a variable as readers see it, or null while nobody has filled it in. */
export const variableValue = (name: string, variables: readonly Variable[]): string | null =>
  variables.find((variable) => variable.name === name)?.value?.trim() || null

/** Of the names used in a text those that are no variables of it: submitting is refused by these names. */
export const unknownVariables = (names: readonly string[], variables: readonly Variable[]): string[] =>
  names.filter((name) => !variables.some((variable) => variable.name === name))

/** A line as a reader sees it: variables filled in, `{{name}}` while they are not. */
export const lineText = (line: Inline[], variables: readonly Variable[] = []): string =>
  line
    .map((run) => {
      if (run.type === 'text') return run.text
      return run.type === 'break' ? '\n' : (variableValue(run.name, variables) ?? `{{${run.name}}}`)
    })
    .join('')

/** Of the names used in a text those that have no value: submitting is refused by these names. */
export const unfilledVariables = (names: readonly string[], variables: readonly Variable[]): string[] =>
  names.filter((name) => variableValue(name, variables) === null)
