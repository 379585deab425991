import { paragraphMark } from '../paragraph-marks.ts'
import { colgroup, escapeText } from '../serialize.ts'
import { tableOf } from './columns.ts'
import { quoted, sentence } from './format.ts'
import { factsToHtml } from './html-facts.ts'
import { numberToHtml, passageToHtml, rowToHtml, unitToHtml, wrap } from './html-text.ts'
import type { LineChange } from './lines.ts'
import type { Redline, RedlineBlock } from './redline.ts'
import { type Container, textOf } from './runs.ts'
import { sectionName, type Unit } from './units.ts'

/** HTML of a unit, with the table that it is a row of. `bothSides` where it shows cells that the table does not have. */
type Piece = { html: string; table: Container | null; bothSides: boolean }

const pieceOf = (unit: Unit, html: string, lines: readonly LineChange[] = []): Piece => ({
  html,
  table: unit.shape.leaf.type === 'row' ? (tableOf(unit) ?? null) : null,
  bothSides: lines.some(({ after }) => after === null),
})

/** Columns of their widths, unless those of the old text stand among them. */
function tableTag(table: Container, rows: readonly Piece[]): string {
  const widths = table.type === 'table' && !rows.some(({ bothSides }) => bothSides) ? table.widths : []
  return `<table>${colgroup(widths)}<tbody>`
}

/** Pieces one after the other; rows of one table share a table, and those of two do not. */
const joined = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ html, table }, at) => {
      if (!table) return html
      const ofTable = () => pieces.filter((piece) => piece.table === table)
      const open = pieces[at - 1]?.table === table ? '' : tableTag(table, ofTable())
      return open + html + (pieces[at + 1]?.table === table ? '' : '</tbody></table>')
    })
    .join('')

/** A paragraph of the new text with its number where it ends: a row ends in its last cell. */
const marked = (unit: Unit, html: string): string =>
  unit.shape.leaf.type === 'row'
    ? html.replace(/(?=<\/t[dh]><\/tr>$)/, paragraphMark(unit.at))
    : html + paragraphMark(unit.at)

/** A pair with its words compared. A paragraph that was split stands as the paragraphs it is now. */
function pairToHtml(before: readonly Unit[], after: readonly Unit[], lines: readonly LineChange[]): string {
  const [old, current] = [before[0] as Unit, after[0] as Unit]
  const { leaf } = current.shape
  if (leaf.type === 'row') return marked(current, rowToHtml(lines))
  const [line] = lines
  if (!line) return marked(current, unitToHtml(current))
  if (leaf.type === 'code') return marked(current, wrap(current, codeToHtml(line), ''))
  return passageToHtml(line.parts)
    .map((html, at) => {
      const unit = after[at] ?? current
      return marked(unit, wrap(unit, html, at === 0 ? numberToHtml(old.number, current.number) : ''))
    })
    .join('')
}

/** Code keeps its own line ends; it holds nothing but text. */
const codeToHtml = ({ parts }: LineChange): string =>
  parts
    .map((part) => {
      if ('after' in part) return escapeText(textOf(part.after))
      const text = escapeText(textOf(part.runs))
      return part.kind === 'same' ? text : part.kind === 'inserted' ? `<ins>${text}</ins>` : `<del>${text}</del>`
    })
    .join('')

const labelOf = (block: RedlineBlock): string =>
  (block.kind === 'changed' || block.kind === 'moved') && block.notes.length > 0
    ? `<p class="format-label">${escapeText(sentence(block.notes.join('; ')))}</p>`
    : ''

function pieceOfBlock(block: RedlineBlock): Piece {
  switch (block.kind) {
    case 'unchanged':
      return pieceOf(block.after, marked(block.after, unitToHtml(block.after, undefined, block.before)))
    case 'refilled':
      return pieceOf(block.after, pairToHtml([block.before], [block.after], block.lines), block.lines)
    case 'inserted':
      return pieceOf(block.unit, marked(block.unit, unitToHtml(block.unit, 'ins')))
    case 'deleted':
      return pieceOf(block.unit, unitToHtml(block.unit, 'del'))
    case 'changed':
    case 'moved':
      return pieceOf(block.after[0] as Unit, pairToHtml(block.before, block.after, block.lines), block.lines)
    case 'moved_away':
      return { html: '', table: null, bothSides: false }
  }
}

/** Blocks one after the other. What is said of several in a row is said once. */
function blocksToHtml(blocks: readonly RedlineBlock[]): string {
  const labels = blocks.map(labelOf)
  return joined(
    blocks.flatMap((block, at) => {
      const label = labels[at] === labels[at - 1] ? '' : labels[at]
      return [...(label ? [{ html: label, table: null, bothSides: false }] : []), pieceOfBlock(block)]
    }),
  )
}

function movedLabel(blocks: readonly RedlineBlock[]): string {
  const move = blocks.find((block) => block.kind === 'moved')?.move
  if (!move) return ''
  const edited = blocks.some((block) => block.kind !== 'moved' || block.reworded || block.notes.length > 0)
  const what =
    move.type === 'section' ? `${move.name} moved ${move.where}` : `Moved here ${fromWhere(move.from, move.to)}`
  return `<p class="moved-label">${escapeText(what)}, ${edited ? 'and edited' : 'text unchanged'}</p>`
}

const sameSection = (a: Unit, b: Unit): boolean => a.section?.text === b.section?.text
const fromWhere = (from: Unit, to: Unit): string =>
  sameSection(from, to) ? `within ${sectionName(to.section)}` : `from ${sectionName(from.section)}`

/** Where something was that moved. */
function traceToHtml(blocks: readonly RedlineBlock[]): string {
  const [first] = blocks
  if (first?.kind !== 'moved_away') return ''
  const { move, unit } = first
  if (move.type === 'section') return `<p class="moved-from">${escapeText(`${move.name} moved ${move.where}`)}</p>`
  const more = blocks.length > 1 ? ` and ${blocks.length - 1} more` : ''
  const to = sameSection(move.from, move.to)
    ? `within ${sectionName(move.to.section)}`
    : `to ${sectionName(move.to.section)}`
  return `<p class="moved-from">${escapeText(`${quoted(unit.text)}${more} moved ${to}`)}</p>`
}

/** How many unchanged units in a row are worth folding away. */
const MIN_FOLD = 2

/** Unchanged units. A heading right before a change stays in view, so that a reader knows where they are. */
function fold(blocks: Extract<RedlineBlock, { kind: 'unchanged' }>[], beforeChange: boolean): string {
  const last = blocks.at(-1)
  const context = beforeChange && last?.after.shape.leaf.type === 'heading' ? [last] : []
  const hidden = blocks.slice(0, blocks.length - context.length)
  const renumbered = hidden.filter(({ before, after }) => before.number?.text !== after.number?.text).length
  if (hidden.length < MIN_FOLD && renumbered === 0) return blocksToHtml(blocks)
  const paragraphs = `${hidden.length} paragraph${hidden.length === 1 ? '' : 's'} unchanged`
  const summary = renumbered > 0 ? `${paragraphs}, ${renumbered} renumbered` : paragraphs
  return `<details class="fold"><summary>${summary}</summary>${blocksToHtml(hidden)}</details>${blocksToHtml(context)}`
}

function classOf(blocks: readonly RedlineBlock[]): string {
  const kinds = new Set(blocks.map(({ kind }) => kind))
  if (blocks.some((block) => block.kind === 'moved')) return 'moved change'
  return kinds.size > 1 ? 'change replaced' : `change ${blocks[0]?.kind}`
}

/** Consecutive blocks of one change stand in one frame, which carries the id to jump to. */
function groupToHtml(group: RedlineBlock[], isLast: boolean): string {
  const [first] = group
  if (!first) return ''
  if (first.kind === 'moved_away') return traceToHtml(group)
  if (first.kind === 'refilled') return blocksToHtml(group)
  if (first.kind === 'unchanged') {
    return fold(
      group.flatMap((block) => (block.kind === 'unchanged' ? [block] : [])),
      !isLast,
    )
  }
  const body = blocksToHtml(group)
  return `<div class="${classOf(group)}" id="change-${first.change}">${movedLabel(group)}${body}</div>`
}

const belongs = (a: RedlineBlock, b: RedlineBlock): boolean => {
  if ('change' in a && 'change' in b) return a.change === b.change
  if (a.kind === 'moved_away' && b.kind === 'moved_away') return a.move === b.move
  return a.kind === b.kind && !('change' in a)
}

/** A redline as HTML: `<ins>`, `<del>`, `.moved`, `.moved-from` and folded unchanged text, changes with ids to jump to. */
export function redlineToHtml(redline: Redline): string {
  const groups: RedlineBlock[][] = []
  for (const block of redline.blocks) {
    const last = groups.at(-1)
    if (last?.[0] && belongs(last[0], block)) last.push(block)
    else groups.push([block])
  }
  const html = groups.map((group, at) => groupToHtml(group, at === groups.length - 1))
  const note = redline.note ? `<p class="redline-note">${escapeText(redline.note)}</p>` : ''
  return note + factsToHtml(redline) + html.join('')
}
