import type { HeadingLevel } from '#domain/documents/numbering.ts'

/**
 * The canonical content of a document as plain data. HTML, Markdown, the redline and the printed page all read this one
 * tree, so that a rule about content (what is a heading, where a list ends) is written once.
 */

/** From the outermost tag to the innermost; one order, so that the same text has one HTML. */
export const MARKS = ['strong', 'em', 'u', 's', 'sub', 'sup', 'code'] as const
export type Mark = (typeof MARKS)[number]

export type Style = { readonly marks: readonly Mark[]; readonly href: string | null }
export const PLAIN: Style = { marks: [], href: null }

export type TextRun = { type: 'text'; text: string; style: Style }
export type VariableRun = { type: 'variable'; name: string; style: Style }
export type Inline = TextRun | VariableRun | { type: 'break' }

export type Cell = { header: boolean; colspan: number; rowspan: number; blocks: Block[] }

export type Heading = { type: 'heading'; level: HeadingLevel; inline: Inline[] }
export type Paragraph = { type: 'paragraph'; inline: Inline[] }
export type List = { type: 'list'; ordered: boolean; start: number; items: Block[][] }
/** With the widths of its columns in whole percents, none where the columns find their own (`column-widths.ts`). */
export type Table = { type: 'table'; widths: readonly number[]; head: Cell[][]; body: Cell[][] }
export type Quote = { type: 'quote'; blocks: Block[] }
export type Code = { type: 'code'; text: string }
export type Rule = { type: 'rule' }
/** A picture by the SHA-256 of its bytes, so that no address is part of a text. Without alternative text it is decoration. */
export type Image = { type: 'image'; hash: string; alt: string }
export type Block = Heading | Paragraph | List | Table | Quote | Code | Rule | Image

export const sameStyle = (a: Style, b: Style): boolean => a.href === b.href && a.marks.join() === b.marks.join()

/** Blocks nested directly in a block, in reading order. */
export function childBlocks(block: Block): Block[][] {
  switch (block.type) {
    case 'list':
      return block.items
    case 'quote':
      return [block.blocks]
    case 'table':
      return [...block.head, ...block.body].flat().map((cell) => cell.blocks)
    default:
      return []
  }
}

/** How many blocks a person would count: headings, paragraphs, list items, table rows, code blocks, rules. */
export function countBlocks(blocks: Block[]): number {
  let count = 0
  for (const block of blocks) {
    if (block.type === 'table') count += block.head.length + block.body.length
    else if (block.type === 'list') count += block.items.length
    else if (block.type !== 'quote') count += 1
    for (const children of childBlocks(block)) count += countBlocks(children)
  }
  return count
}

/** How many pictures a text shows, a picture that stands twice counted twice. */
export const countImages = (blocks: Block[]): number =>
  blocks.reduce(
    (count, block) =>
      childBlocks(block).reduce(
        (sum, children) => sum + countImages(children),
        count + (block.type === 'image' ? 1 : 0),
      ),
    0,
  )
