import { type Block, type Cell, type Inline, PLAIN, type Table, type TextRun } from '#services/content/model.ts'
import type { LineChange } from '#services/content/redline/lines.ts'
import type { Container, Run, Seam } from '#services/content/redline/runs.ts'
import type { Line, Unit } from '#services/content/redline/units.ts'
import type { Part } from '#services/content/redline/words.ts'
import type { Redline, RedlineBlock } from '#services/content/redline.ts'
import { blocksToHtml } from '#services/content/serialize.ts'

/** Makes the two texts again from what a redline shows as kept, removed and added. */

type Take = 'old' | 'new'
/** A leaf of the text: where it begins, and its lines. */
type Piece = { seam: Seam; lines: Line[] }

function runsOf(parts: readonly Part[], take: Take): Run[] {
  return parts.flatMap((part) => {
    if ('after' in part) return take === 'old' ? part.before : part.after
    if (part.kind === 'same') return part.runs
    return (part.kind === 'deleted') === (take === 'old') ? part.runs : []
  })
}

const numbered = (number: TextRun | null, runs: Run[]): Run[] => (number ? [number, ...runs] : runs)

const wholePiece = ({ seam, number, lines }: Unit): Piece => ({
  seam,
  lines: lines.map(({ cell, runs }) => ({ cell, runs: cell ? runs : numbered(number, runs) })),
})

/** A line cut where a further paragraph of the passage begins. */
function cut(runs: Run[], first: Seam): Piece[] {
  const pieces: Piece[] = [{ seam: first, lines: [{ cell: null, runs: [] }] }]
  for (const run of runs) {
    if (run.type === 'seam') pieces.push({ seam: run, lines: [{ cell: null, runs: [] }] })
    else pieces.at(-1)?.lines[0]?.runs.push(run)
  }
  return pieces
}

function piecesOf(first: Unit, lines: readonly LineChange[], take: Take): Piece[] {
  if (first.shape.leaf.type !== 'row')
    return cut(numbered(first.number, runsOf(lines[0]?.parts ?? [], take)), first.seam).map((piece) =>
      first.shape.leaf.type === 'rule' ? { ...piece, lines: [] } : piece,
    )
  const cells = lines.flatMap((line): Line[] => {
    const side = take === 'old' ? line.before : line.after
    return side ? [{ cell: side.cell, runs: runsOf(line.parts, take) }] : []
  })
  return [{ seam: first.seam, lines: cells }]
}

function shownPieces(block: RedlineBlock, take: Take): Piece[] {
  switch (block.kind) {
    // Its words are shown once, for both sides.
    case 'unchanged':
      return [
        {
          ...wholePiece({ ...block.after, number: (take === 'old' ? block.before : block.after).number }),
          seam: (take === 'old' ? block.before : block.after).seam,
        },
      ]
    case 'refilled':
      return piecesOf(take === 'old' ? block.before : block.after, block.lines, take)
    case 'inserted':
      return take === 'new' ? [wholePiece(block.unit)] : []
    case 'deleted':
      return take === 'old' ? [wholePiece(block.unit)] : []
    case 'changed':
    case 'moved':
      return piecesOf((take === 'old' ? block.before : block.after)[0] as Unit, block.lines, take)
    case 'moved_away':
      return []
  }
}

/** The pieces of one side in its order: what moved stands where its traces are. */
function piecesInOrder(blocks: readonly RedlineBlock[], take: Take): Piece[] {
  if (take === 'new') return blocks.flatMap((block) => shownPieces(block, take))
  const moved = new Map<Unit, Piece[]>()
  for (const block of blocks) {
    if (block.kind === 'moved') moved.set(block.before[0] as Unit, shownPieces(block, 'old'))
    if (block.kind === 'deleted' && block.move) moved.set(block.unit, shownPieces(block, 'old'))
  }
  return blocks.flatMap((block) => {
    // A unit that was joined to the one before it in a moved section came with that one.
    if (block.kind === 'moved_away') return moved.get(block.unit) ?? []
    return block.kind === 'moved' || ('move' in block && block.move) ? [] : shownPieces(block, take)
  })
}

const inline = (runs: readonly Run[]): Inline[] => runs.flatMap((run): Inline[] => (run.type === 'seam' ? [] : [run]))
const plainText = (runs: readonly Run[]): string => runs.map((run) => (run.type === 'text' ? run.text : '\n')).join('')

const cellOf = ({ cell, runs }: Line): Cell => {
  const [first, ...rest] = runs
  const { header, colspan, rowspan } = cell ?? { header: false, colspan: 1, rowspan: 1 }
  return { header, colspan, rowspan, blocks: first?.type === 'seam' ? blocksOf(cut(rest, first)) : [] }
}

type Open = { container: Container; holds: Block | null; into: Block[] }

function opened(container: Container, parent: Open | undefined, root: Block[], tables: Table[]): Open {
  const into = parent?.into ?? root
  const holds = parent?.holds ?? null
  switch (container.type) {
    case 'quote': {
      const blocks: Block[] = []
      into.push({ type: 'quote', blocks })
      return { container, holds: null, into: blocks }
    }
    case 'list': {
      const list: Block = { type: 'list', ordered: container.ordered, start: container.start, items: [] }
      into.push(list)
      return { container, holds: list, into: [] }
    }
    case 'table': {
      const table: Table = { type: 'table', widths: container.widths, head: [], body: [] }
      into.push(table)
      tables.push(table)
      return { container, holds: table, into: [] }
    }
    default: {
      const blocks: Block[] = []
      if (holds?.type === 'list') holds.items.push(blocks)
      else if (holds?.type === 'table' && container.type === 'row') holds.body.push([])
      else if (holds?.type === 'table' && container.type === 'cell') {
        const { header, colspan, rowspan } = container
        holds.body.at(-1)?.push({ header, colspan, rowspan, blocks })
      } else throw new Error(`${container.type} outside of a list or table`)
      return { container, holds: container.type === 'row' ? holds : null, into: blocks }
    }
  }
}

/** Leading rows of header cells are the head, as in all content. */
function splitHead(table: Table): void {
  const first = table.body.findIndex((row) => row.some(({ header }) => !header))
  const rows = table.body
  table.head = first === -1 ? rows : rows.slice(0, first)
  table.body = first === -1 ? [] : rows.slice(first)
}

/** The tree of blocks that the pieces are the leaves of. */
function blocksOf(pieces: readonly Piece[]): Block[] {
  const root: Block[] = []
  const tables: Table[] = []
  const stack: Open[] = []
  for (const { seam, lines } of pieces) {
    stack.length = seam.joins
    for (const container of seam.opens) stack.push(opened(container, stack.at(-1), root, tables))
    const into = stack.at(-1)?.into ?? root
    const runs = lines[0]?.runs ?? []
    const { leaf } = seam
    if (leaf.type === 'heading') into.push({ type: 'heading', level: leaf.level as 2, inline: inline(runs) })
    else if (leaf.type === 'paragraph') into.push({ type: 'paragraph', inline: inline(runs) })
    else if (leaf.type === 'code') into.push({ type: 'code', text: plainText(runs) })
    else if (leaf.type === 'image') into.push({ type: 'image', hash: leaf.hash, alt: plainText(runs) })
    else if (leaf.type === 'rule') into.push({ type: 'rule' })
    else if (leaf.type === 'row') tables.at(-1)?.body.push(lines.map(cellOf))
  }
  for (const table of tables) splitHead(table)
  return root
}

/** The content of one side, in canonical form. */
export const rebuilt = ({ blocks }: Redline, take: Take): string => blocksToHtml(blocksOf(piecesInOrder(blocks, take)))

/** The title of one side, or null when it is the same on both. */
export const rebuiltTitle = ({ title }: Redline, take: Take): string | null =>
  title && plainText(runsOf(title, take).map((run) => (run.type === 'text' ? { ...run, style: PLAIN } : run)))
