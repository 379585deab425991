import { type HeadingLevel, headingNumbers } from '#domain/documents/numbering.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { headingIds } from './anchors.ts'
import type { Block } from './model.ts'
import { parseContent } from './sanitize.ts'
import { blockText } from './text.ts'
import { lineText } from './variables.ts'

export type OutlineEntry = {
  /** Unique in the document, the same for the same text, whatever its variables say: the target of links to a section. */
  id: string
  level: HeadingLevel
  /** "3.2", or empty where the author wrote numbers into the headings. */
  number: string
  text: string
}

/** The headings of the content with ids and numbers 1, 1.1, 1.1.1. */
export function outlineOf(blocks: Block[], variables: readonly Variable[] = []): OutlineEntry[] {
  const headings = blocks.filter((block) => block.type === 'heading')
  const texts = headings.map((heading) => lineText(heading.inline, variables).replace(/\s+/g, ' '))
  const numbers = headingNumbers(headings.map(({ level }, at) => ({ level, text: texts[at] ?? '' })))
  const ids = headingIds(blocks)
  return headings.map(({ level }, at) => {
    const text = texts[at] ?? ''
    return { id: ids[at] ?? '', level, number: numbers[at] ?? '', text }
  })
}

export const outline = (content: string, variables: readonly Variable[] = []): OutlineEntry[] =>
  outlineOf(parseContent(content), variables)

/** Content as it is read on a page: a line for each block, headings with their numbers, variables with their values. */
export function searchedText(content: string, variables: readonly Variable[]): string {
  const blocks = parseContent(content)
  const numbers = outlineOf(blocks, variables)[Symbol.iterator]()
  return blocks
    .map((block) => {
      const number = block.type === 'heading' ? numbers.next().value?.number : ''
      return `${number ? `${number} ` : ''}${blockText(block, variables)}`
    })
    .filter(Boolean)
    .join('\n')
}
