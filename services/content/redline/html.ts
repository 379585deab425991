import { paragraphToHtml } from '../clauses.ts'
import type { Inline } from '../model.ts'
import { escapeText, inlineToHtml } from '../serialize.ts'
import type { Redline, RedlineBlock } from './redline.ts'
import type { Shape, Unit } from './units.ts'
import type { Segment } from './words.ts'

const MARK = { same: null, inserted: 'ins', deleted: 'del' } as const

const plain = (runs: Inline[], shape: Shape): string => {
  // Code keeps its own line ends; it holds nothing but text.
  if (shape.type === 'code') return escapeText(runs.map((run) => (run.type === 'text' ? run.text : '\n')).join(''))
  return inlineToHtml(runs)
}

const segmentsToHtml = (segments: Segment[], shape: Shape): string =>
  segments
    .map(({ kind, runs }) => {
      const tag = MARK[kind]
      return tag ? `<${tag}>${plain(runs, shape)}</${tag}>` : plain(runs, shape)
    })
    .join('')

/** One unit as HTML of its own; rows are put into a table by who calls. */
function wrap({ shape, section }: Unit, lines: string[], attributes = ''): string {
  const line = lines.join(' ')
  switch (shape.type) {
    case 'heading': {
      const number = section?.number ? `<span class="no">${section.number}</span> ` : ''
      return `<h${shape.level}${attributes}>${number}${line}</h${shape.level}>`
    }
    case 'paragraph':
      if (shape.quoted) return `<blockquote${attributes}><p>${line}</p></blockquote>`
      return shape.depth > 0 ? `<p${indent(shape.depth)}${attributes}>${line}</p>` : paragraphToHtml(line, attributes)
    case 'item': {
      const tag = shape.ordered ? 'ol' : 'ul'
      const start = shape.ordered ? ` start="${shape.number}"` : ''
      return `<${tag}${start}${indent(shape.depth - 1)}${attributes}><li>${line}</li></${tag}>`
    }
    case 'row':
      return `<tr${attributes}>${lines.map((cell, at) => (shape.header[at] ? `<th>${cell}</th>` : `<td>${cell}</td>`)).join('')}</tr>`
    case 'code':
      return `<pre${attributes}><code>${line}</code></pre>`
    case 'rule':
      return `<hr${attributes}>`
  }
}

const indent = (depth: number): string => (depth > 0 ? ` data-depth="${depth}"` : '')

const unitToHtml = (unit: Unit, mark?: 'ins' | 'del'): string =>
  wrap(
    unit,
    unit.lines.map((line) => (mark ? `<${mark}>${plain(line, unit.shape)}</${mark}>` : plain(line, unit.shape))),
  )

const isRow = (unit: Unit): boolean => unit.shape.type === 'row'
const table = (rows: string): string => `<table><tbody>${rows}</tbody></table>`

/** Units in a row; neighboring table rows share a table. */
function unitsToHtml(units: Unit[], mark?: 'ins' | 'del'): string {
  let html = ''
  for (let at = 0; at < units.length; ) {
    let end = at
    while (end < units.length && isRow(units[end] as Unit)) end += 1
    html +=
      end > at
        ? table(
            units
              .slice(at, end)
              .map((unit) => unitToHtml(unit, mark))
              .join(''),
          )
        : unitToHtml(units[at] as Unit, mark)
    at = Math.max(end, at + 1)
  }
  return html
}

function bodyOf(block: Exclude<RedlineBlock, { kind: 'unchanged' | 'moved_away' }>): string {
  if (block.kind === 'inserted') return unitsToHtml([block.unit], 'ins')
  if (block.kind === 'deleted') return unitsToHtml([block.unit], 'del')
  const { shape } = block.after
  const html = wrap(
    block.after,
    block.lines.map((segments) => segmentsToHtml(segments, shape)),
  )
  return shape.type === 'row' ? table(html) : html
}

const SHAPE_NAMES = {
  heading: 'heading',
  paragraph: 'paragraph',
  item: 'list item',
  row: 'table row',
  code: 'code',
  rule: 'line',
}

function labelOf(blocks: RedlineBlock[]): string {
  const [block] = blocks
  if (block?.kind === 'moved') {
    const edited = blocks.some((other) => other.kind === 'moved' && other.edited)
    return `<p class="moved-label">Moved here from ${escapeText(block.from)}, ${edited ? 'and edited' : 'text unchanged'}</p>`
  }
  if (block?.kind === 'changed' && block.retyped)
    return `<p class="retyped-label">Was a ${SHAPE_NAMES[block.retyped.type]}</p>`
  return ''
}

/** How many unchanged units in a row are worth folding away. */
const MIN_FOLD = 2

/** A heading right before a change stays in view, so that a reader knows where they are. */
function fold(units: Unit[], beforeChange: boolean): string {
  const last = units.at(-1)
  const context = beforeChange && last?.shape.type === 'heading' ? [last] : []
  const hidden = units.slice(0, units.length - context.length)
  if (hidden.length < MIN_FOLD) return unitsToHtml(units)
  const summary = `${hidden.length} paragraphs unchanged`
  return `<details class="fold"><summary>${summary}</summary>${unitsToHtml(hidden)}</details>${unitsToHtml(context)}`
}

/** Consecutive blocks of one change stand in one frame, which carries the id to jump to. */
function frames(blocks: RedlineBlock[]): string {
  const [first] = blocks
  if (!first || first.kind === 'unchanged') return ''
  if (first.kind === 'moved_away') {
    const name = first.before.text.length > 60 ? `${first.before.text.slice(0, 60).trimEnd()}…` : first.before.text
    const more = blocks.length > 1 ? ` and ${blocks.length - 1} more` : ''
    return `<p class="moved-from">“${escapeText(name)}”${more} moved to ${escapeText(first.to)}</p>`
  }
  const body = blocks
    .map((block) => (block.kind === 'unchanged' || block.kind === 'moved_away' ? '' : bodyOf(block)))
    .join('')
  const classes = first.kind === 'moved' ? 'moved change' : `change ${first.kind}`
  return `<div class="${classes}" id="change-${first.change}">${labelOf(blocks)}${body.replaceAll('</tbody></table><table><tbody>', '')}</div>`
}

const belongs = (a: RedlineBlock, b: RedlineBlock): boolean => {
  if (a.kind !== b.kind) return false
  if (a.kind === 'unchanged') return true
  if (a.kind === 'moved_away' && b.kind === 'moved_away') return a.to === b.to
  return 'change' in a && 'change' in b && a.change === b.change
}

/** A redline as HTML: `<ins>`, `<del>`, `.moved`, `.moved-from` and folded unchanged text, changes with ids to jump to. */
export function redlineToHtml({ blocks, note }: Redline): string {
  const groups: RedlineBlock[][] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (last?.[0] && belongs(last[0], block)) last.push(block)
    else groups.push([block])
  }
  const html = groups.map((group, at) => {
    const units = group.flatMap((block) => (block.kind === 'unchanged' ? [block.unit] : []))
    return units.length > 0 ? fold(units, at < groups.length - 1) : frames(group)
  })
  return (note ? `<p class="redline-note">${escapeText(note)}</p>` : '') + html.join('')
}
