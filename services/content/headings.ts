import { type Block, type Heading, type HeadingLevel, type Inline, MARKS } from './model.ts'

/** A block as read, before headings have their final level. */
export type RawBlock = Exclude<Block, Heading> | { type: 'heading'; level: number; inline: Inline[] }

const LEVELS: HeadingLevel[] = [2, 3, 4]

/**
 * Gives headings levels from 2 down without a gap: the top level is 2 (the title of the document is level 1), a heading is
 * at most one deeper than the one above it, and what is deeper than 4 stays at 4.
 */
export function levelHeadings(blocks: RawBlock[]): Block[] {
  const path: number[] = []
  return blocks.map((block) => {
    if (block.type !== 'heading') return block
    while (path.length > 0 && (path.at(-1) ?? 0) >= block.level) path.pop()
    path.push(block.level)
    return { ...block, level: LEVELS[Math.min(path.length, LEVELS.length) - 1] ?? 4 }
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
