import type { Variable } from '#domain/documents/variables.ts'
import { type Block, type Cell, type Inline, PLAIN } from '../model.ts'
import { outlineOf } from '../outline.ts'
import { parseContent } from '../sanitize.ts'
import { inlineToHtml } from '../serialize.ts'
import { lineText } from '../text.ts'
import { variableValue } from '../variables.ts'

/** What a unit is, apart from what it says. Two units of one shape can be compared word by word. */
export type Shape =
  | { type: 'heading'; level: number }
  | { type: 'paragraph'; depth: number; quoted: boolean }
  | { type: 'item'; depth: number; ordered: boolean; number: number }
  | { type: 'row'; header: boolean[] }
  | { type: 'code' }
  | { type: 'rule' }

export type Section = { number: string; text: string }

/** The smallest piece that is added, removed or moved as a whole: a heading, a paragraph, an item, a table row. */
export type Unit = {
  shape: Shape
  /** One line of text; a row has one for each cell, a rule none. */
  lines: Inline[][]
  text: string
  /** Equal for two units that differ in nothing. */
  key: string
  /** The nearest heading, itself included; null before the first. */
  section: Section | null
  /** The heading of level 2 above it, itself included. */
  chapter: Section | null
}

export type RedlineSide = { content: string; variables?: readonly Variable[] }

/** Values take the place of their variables, so that a changed value is a change of the text. */
const fill = (line: Inline[], variables: readonly Variable[]): Inline[] =>
  line.map((run): Inline => {
    if (run.type !== 'variable') return run
    return { type: 'text', text: variableValue(run.name, variables) ?? `{{${run.name}}}`, style: run.style }
  })

type Place = { depth: number; quoted: boolean }
type Piece = { shape: Shape; lines: Inline[][] }

const cellLine = (cell: Cell): Inline[] =>
  linesIn(cell.blocks).flatMap((line, at): Inline[] => (at === 0 ? line : [{ type: 'break' }, ...line]))

const codeLine = (text: string): Inline[] => [{ type: 'text', text, style: PLAIN }]

const linesIn = (blocks: Block[]): Inline[][] =>
  blocks.flatMap((block) => pieces(block, { depth: 0, quoted: false })).flatMap((piece) => piece.lines)

function pieces(block: Block, place: Place): Piece[] {
  switch (block.type) {
    case 'heading':
      return [{ shape: { type: 'heading', level: block.level }, lines: [block.inline] }]
    case 'paragraph':
      return [{ shape: { type: 'paragraph', ...place }, lines: [block.inline] }]
    case 'code':
      return [{ shape: { type: 'code' }, lines: [codeLine(block.text)] }]
    case 'rule':
      return [{ shape: { type: 'rule' }, lines: [] }]
    case 'quote':
      return block.blocks.flatMap((child) => pieces(child, { ...place, quoted: true }))
    case 'table':
      return [...block.head, ...block.body].map((row) => ({
        shape: { type: 'row', header: row.map((cell) => cell.header) },
        lines: row.map(cellLine),
      }))
    case 'list':
      return block.items.flatMap(([first, ...rest], at): Piece[] => {
        const inner = { ...place, depth: place.depth + 1 }
        const shape: Shape = { type: 'item', depth: inner.depth, ordered: block.ordered, number: block.start + at }
        const lead: Piece[] =
          first?.type === 'paragraph'
            ? [{ shape, lines: [first.inline] }]
            : [{ shape, lines: [[]] }, ...(first ? pieces(first, inner) : [])]
        return [...lead, ...rest.flatMap((child) => pieces(child, inner))]
      })
  }
}

/** Numbers of items shift when one is added above; they say nothing about the item itself. */
const keyOf = ({ shape, lines }: Piece): string =>
  JSON.stringify([shape.type === 'item' ? { ...shape, number: 0 } : shape, ...lines.map((line) => inlineToHtml(line))])

/** Content as the flat list of its units in reading order. */
export function unitsOf({ content, variables = [] }: RedlineSide): Unit[] {
  const blocks = parseContent(content)
  const headings = outlineOf(blocks, variables)[Symbol.iterator]()
  let section: Section | null = null
  let chapter: Section | null = null
  return blocks.flatMap((block) => {
    if (block.type === 'heading') {
      const { number = '', text = '' } = headings.next().value ?? {}
      section = { number, text }
      if (block.level === 2) chapter = section
    }
    return pieces(block, { depth: 0, quoted: false }).map((piece): Unit => {
      const filled = { ...piece, lines: piece.lines.map((line) => fill(line, variables)) }
      const text = filled.lines.map((line) => lineText(line)).join('\t')
      return { ...filled, text, key: keyOf(filled), section, chapter }
    })
  })
}

/** "6.1 Reviewing access", as people refer to it. */
export const sectionName = (section: Section | null): string =>
  section ? [section.number, section.text].filter(Boolean).join(' ') : 'the beginning'
