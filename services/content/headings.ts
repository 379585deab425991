import { levelsWithoutGaps } from '#domain/documents/numbering.ts'
import { type Block, type Heading, type Inline, MARKS } from './model.ts'

/** A block as read, before headings have their final level. */
export type RawBlock = Exclude<Block, Heading> | { type: 'heading'; level: number; inline: Inline[] }

/** Gives headings their levels, without a gap. */
export function levelHeadings(blocks: RawBlock[]): Block[] {
  const levels = levelsWithoutGaps(blocks.flatMap((block) => (block.type === 'heading' ? [block.level] : [])))
  let at = 0
  return blocks.map((block) => {
    if (block.type !== 'heading') return block
    const level = levels[at] ?? 2
    at += 1
    return { ...block, level }
  })
}

const strong = (inline: Inline[]): Inline[] =>
  inline.map((run) =>
    run.type === 'break'
      ? run
      : {
          ...run,
          style: { ...run.style, marks: MARKS.filter((mark) => mark === 'strong' || run.style.marks.includes(mark)) },
        },
  )

/**
 * Blocks as they may stand inside another block. A heading in a list item or a table cell would make an outline no reader
 * expects, so it becomes a strong paragraph; a cell holds no table and no quote, an item and a cell no rule.
 */
export function nest(blocks: RawBlock[], inside: 'quote' | 'item' | 'cell' = 'quote'): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === 'heading') return [{ type: 'paragraph', inline: strong(block.inline) }]
    if (inside !== 'quote' && block.type === 'rule') return []
    if (inside !== 'cell') return [block]
    if (block.type === 'quote') return nest(block.blocks, 'cell')
    if (block.type === 'table') return [...block.head, ...block.body].flat().flatMap((cell) => cell.blocks)
    return [block]
  })
}
