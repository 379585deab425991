import type { Variable } from '#domain/documents/variables.ts'
import type { Cell, TextRun } from '../model.ts'
import { outlineOf } from '../outline.ts'
import { parseContent } from '../sanitize.ts'
import { splitNumber } from './numbers.ts'
import {
  type CellShape,
  type Container,
  type Leaf,
  leavesOf,
  leavesOfCell,
  type Piece,
  type Row,
  type Run,
  type Seam,
  seamAfter,
  shownRuns,
  textOf,
} from './runs.ts'

/** How a unit looks, apart from what it says. */
export type Shape = {
  leaf: Leaf
  /** How many lists it stands in. */
  depth: number
  /** Set for the first line of an item; what follows in the item has none. */
  item: { ordered: boolean; number: number } | null
  quoted: boolean
}

export type Line = { cell: CellShape | null; runs: Run[] }
export type Section = { number: string; text: string }

/** The smallest piece that is added, removed or moved as a whole: a heading, a paragraph, an item, a table row. */
export type Unit = {
  /** Its place among the units of its text, from 0. */
  at: number
  seam: Seam
  path: readonly Container[]
  shape: Shape
  /** The number its author wrote in front, which is no part of its lines. */
  number: TextRun | null
  /** One line of text; a row has one for each cell, a rule none. */
  lines: Line[]
  /** The text that readers see, without its number. */
  text: string
  /** Equal for two units that say the same in the same format, whatever their numbers and where they stand. */
  key: string
  /** The nearest heading, itself included; null before the first. */
  section: Section | null
  /** The heading of level 2 above it, itself included. */
  chapter: Section | null
}

/** What is compared: everything that a signature is bound to and that can differ between two versions. */
export type RedlineSide = { title: string; content: string; variables: readonly Variable[] }

/** A cell as one line: its blocks with the seams between them. */
function cellLine({ header, colspan, rowspan, blocks }: Cell, variables: readonly Variable[]): Line {
  let path: readonly Container[] = []
  const runs = leavesOfCell(blocks).flatMap((leaf): Run[] => {
    const seam = seamAfter(path, leaf)
    path = leaf.path
    return [seam, ...shownRuns(leaf.inline, variables)]
  })
  return { cell: { header, colspan, rowspan }, runs }
}

const keyOf = (leaf: Leaf, number: TextRun | null, lines: Line[]): string =>
  JSON.stringify([
    leaf,
    number?.style ?? null,
    lines.map(({ cell, runs }) => [
      cell,
      runs.map((run) => {
        if (run.type === 'text') return [run.text, run.style]
        return run.type === 'variable' ? [run.name, run.style, 'variable'] : run
      }),
    ]),
  ])

/** A list in which items are numbered as they come. */
type Count = Map<Container, number>

function shapeOf({ leaf, path }: Piece | Row, seam: Seam, counts: Count): Shape {
  const lists = path.filter((container) => container.type === 'list')
  const list = lists.at(-1)
  for (const [at, opened] of seam.opens.entries()) {
    const within = path[seam.joins + at - 1]
    if (opened.type === 'item' && within) counts.set(within, (counts.get(within) ?? 0) + 1)
  }
  const leads = seam.opens.at(-1)?.type === 'item'
  const item = leads && list ? { ordered: list.ordered, number: list.start + (counts.get(list) ?? 1) - 1 } : null
  return { leaf, depth: lists.length, item, quoted: path.some(({ type }) => type === 'quote') }
}

/** Content as the flat list of its units in reading order. */
export function unitsOf({ content, variables }: RedlineSide): Unit[] {
  const blocks = parseContent(content)
  const headings = outlineOf(blocks, variables)[Symbol.iterator]()
  const counts: Count = new Map()
  let path: readonly Container[] = []
  let section: Section | null = null
  let chapter: Section | null = null
  return leavesOf(blocks).map((piece, at): Unit => {
    const { leaf } = piece
    if (leaf.type === 'heading') {
      const { number = '', text = '' } = headings.next().value ?? {}
      section = { number, text }
      if (leaf.level === 2) chapter = section
    }
    const seam = seamAfter(path, piece)
    path = piece.path
    const shape = shapeOf(piece, seam, counts)
    if ('cells' in piece) {
      const lines = piece.cells.map((cell) => cellLine(cell, variables))
      const text = lines.map(({ runs }) => textOf(runs).trim()).join('\t')
      return { at, seam, path, shape, number: null, lines, text, key: keyOf(leaf, null, lines), section, chapter }
    }
    const { number, rest } = splitNumber(leaf, shownRuns(piece.inline, variables))
    const lines = leaf.type === 'rule' ? [] : [{ cell: null, runs: rest }]
    const key = keyOf(leaf, number, lines)
    return { at, seam, path, shape, number, lines, text: textOf(rest), key, section, chapter }
  })
}

/** "6.1 Reviewing access", as people refer to it. */
export const sectionName = (section: Section | null): string =>
  section ? [section.number, section.text].filter(Boolean).join(' ') : 'the beginning'
