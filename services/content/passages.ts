import { CHECK_LIMITS, type Passage } from '#domain/campaigns/check.ts'
import { numberOfClause } from '#domain/documents/numbering.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { outlineOf } from './outline.ts'
import { parseContent } from './sanitize.ts'
import { blockText } from './text.ts'

/** The paragraphs, lists, tables and quotes of a text, by what people call them: their number, or the section they are in. */
export function passagesOf(content: string, variables: readonly Variable[]): Passage[] {
  const blocks = parseContent(content)
  const headings = outlineOf(blocks, variables)[Symbol.iterator]()
  let section = ''
  return blocks.flatMap((block, place) => {
    if (block.type === 'heading') {
      const { number, text } = headings.next().value ?? { number: '', text: '' }
      section = number || text
      return []
    }
    const text = blockText(block, variables).replace(/\s+/g, ' ').trim().slice(0, CHECK_LIMITS.text)
    if (text === '') return []
    const own = block.type === 'paragraph' ? numberOfClause(text) : ''
    return [{ place, label: own || section.slice(0, 100) || `Paragraph ${place + 1}`, text }]
  })
}
