import { imageTag } from '../attachments.ts'
import { hangs } from '../clauses.ts'
import type { Inline, TextRun } from '../model.ts'
import { escapeText, inlineToHtml } from '../serialize.ts'
import type { LineChange } from './lines.ts'
import { type Container, isText, type Run, type Seam, shownText, textOf } from './runs.ts'
import type { Line, Shape, Unit } from './units.ts'
import type { Part } from './words.ts'

/** Runs, lines and units as HTML. */

export type Tag = 'ins' | 'del'

const inTag = (tag: Tag | undefined, html: string): string => (tag && html ? `<${tag}>${html}</${tag}>` : html)

/** A change that nobody would see otherwise: a line that ends elsewhere, a paragraph that does. */
const SIGNS = { break: '↵', seam: '¶' }

const inlineOf = (run: Exclude<Run, Seam>): Inline =>
  run.type === 'variable' ? { type: 'text', text: run.shown, style: run.style } : run

/** Runs without seams. Line ends are marked by a sign where they are what changed. */
function plain(runs: readonly Run[], tag?: Tag, signed = false): string {
  const html = inlineToHtml(runs.flatMap((run) => (run.type === 'seam' ? [] : [inlineOf(run)])))
  return inTag(tag, signed ? html.replaceAll('<br>', `${SIGNS.break}<br>`) : html)
}

/** Runs cut at their seams: what stands before each, and the seam, null after the last. */
function cutAtSeams(runs: readonly Run[]): { runs: Run[]; seam: Seam | null }[] {
  const pieces: { runs: Run[]; seam: Seam | null }[] = [{ runs: [], seam: null }]
  for (const run of runs) {
    const last = pieces.at(-1) as { runs: Run[]; seam: Seam | null }
    if (run.type === 'seam') {
      last.seam = run
      pieces.push({ runs: [], seam: null })
    } else last.runs.push(run)
  }
  return pieces
}

type Stretch = { runs: readonly Run[]; tag?: Tag; restyled?: boolean }

/** The parts as stretches of runs with what is marked: a stretch is on both sides, or on one. */
const stretchesOf = (parts: readonly Part[]): Stretch[] =>
  parts.flatMap((part): Stretch[] => {
    if (part.kind === 'restyled') return [{ runs: part.after, restyled: true }]
    if ('after' in part) {
      return [
        { runs: part.before, tag: 'del' },
        { runs: part.after, tag: 'ins' },
      ]
    }
    if (part.kind === 'same') return [{ runs: part.runs }]
    return [{ runs: part.runs, tag: part.kind === 'inserted' ? 'ins' : 'del' }]
  })

const isBlank = ({ runs }: Stretch): boolean => runs.every((run) => isText(run) && shownText(run).trim() === '')
const ends = (stretch: Stretch | undefined): boolean =>
  stretch?.tag !== undefined && stretch.runs.some(({ type }) => type === 'seam' || type === 'break')

/** The blank in place of which a line or a paragraph ends, or the other way round, is marked by the sign for that. */
const withoutBlanks = (stretches: Stretch[]): Stretch[] =>
  stretches.filter((stretch, at) => {
    if (stretch.tag === undefined || !isBlank(stretch)) return true
    return !ends(stretches[stretch.tag === 'del' ? at + 1 : at - 1])
  })

/** What changed in a paragraph, as one text for each paragraph that it is now. */
export function passageToHtml(parts: readonly Part[]): string[] {
  const paragraphs = ['']
  const add = (html: string) => {
    paragraphs[paragraphs.length - 1] += html
  }
  for (const { runs, tag, restyled } of withoutBlanks(stretchesOf(parts))) {
    for (const piece of cutAtSeams(runs)) {
      const html = plain(piece.runs, tag, tag !== undefined)
      add(restyled ? `<span class="restyled">${html}</span>` : html)
      if (!piece.seam) continue
      if (tag) add(inTag(tag, SIGNS.seam))
      if (tag !== 'del') paragraphs.push('')
      else add(' ')
    }
  }
  return paragraphs
}

export const titleToHtml = (parts: readonly Part[]): string => passageToHtml(parts).join(' ')

/** Writes cells: their blocks one below the other, items with their sign. */
class CellWriter {
  private readonly stack: { container: Container; items: number }[] = []
  private html = ''

  seam(seam: Seam, tag?: Tag): void {
    if (this.html) this.html += `${inTag(tag, tag ? SIGNS.seam : '')}<br>`
    if (tag !== 'del') this.open(seam, tag)
    if (seam.leaf.type === 'image') this.html += inTag(tag, imageTag(seam.leaf.hash, ''))
  }

  private open({ joins, opens }: Seam, tag?: Tag): void {
    this.stack.length = Math.min(joins, this.stack.length)
    for (const container of opens) {
      const within = this.stack.at(-1)
      if (container.type === 'item' && within) within.items += 1
      this.stack.push({ container, items: 0 })
    }
    const list = this.stack.at(-2)
    if (opens.at(-1)?.type !== 'item' || list?.container.type !== 'list') return
    const { ordered, start } = list.container
    this.html += inTag(tag, ordered ? `${start + list.items - 1}. ` : '• ')
  }

  add(runs: readonly Run[], tag?: Tag, restyled = false): void {
    for (const { runs: piece, seam } of cutAtSeams(runs)) {
      const html = plain(piece, tag).replaceAll('\n', '<br>')
      this.html += restyled && html ? `<span class="restyled">${html}</span>` : html
      if (seam) this.seam(seam, tag)
    }
  }

  done(): string {
    return this.html
  }
}

function cell(line: Line | null, inner: string, className = ''): string {
  const { header = false, colspan = 1, rowspan = 1 } = line?.cell ?? {}
  const tag = header ? 'th' : 'td'
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`
  return `<${tag}${spans}${className && ` class="${className}"`}>${inner}</${tag}>`
}

const cellToHtml = (line: Line, tag?: Tag): string => {
  const writer = new CellWriter()
  writer.add(line.runs, tag)
  return cell(line, writer.done())
}

/** A cell that was changed, added or removed. */
export function cellChangeToHtml({ before, after, parts }: LineChange): string {
  const writer = new CellWriter()
  for (const { runs, tag, restyled } of stretchesOf(parts)) writer.add(runs, tag, restyled)
  const className = before && after ? '' : after ? 'is-added' : 'is-removed'
  return cell(after ?? before, writer.done(), className)
}

/** The number in front of a paragraph, with the number it had. */
export function numberToHtml(before: TextRun | null, after: TextRun | null, tag?: Tag): string {
  const text = (run: TextRun | null, mark?: Tag) =>
    run ? inTag(mark, inlineToHtml([{ ...run, text: run.text.trim() }])) : ''
  const same = before?.text === after?.text
  const html = same ? text(after, tag) : [text(before, 'del'), text(after, 'ins')].filter(Boolean).join(' ')
  if (!html) return ''
  const hung = hangs((after ?? before)?.text.trim() ?? '')
  return `${hung ? `<span class="no">${html}</span>` : html} `
}

/** A unit as HTML of its own, with the text of its lines as HTML; rows are put into a table by who calls. */
export function wrap({ shape, section }: Pick<Unit, 'shape' | 'section'>, line: string, number: string): string {
  const clause = number.startsWith('<span class="no">') ? ' class="clause"' : ''
  const html = leafToHtml(shape, number + line, section?.number ?? '', shape.depth === 0 && !shape.quoted ? clause : '')
  return shape.quoted ? `<blockquote>${html}</blockquote>` : html
}

function leafToHtml({ leaf, item, depth }: Shape, line: string, number: string, clause: string): string {
  const inner =
    leaf.type === 'code' ? `<pre><code>${line}</code></pre>` : leaf.type === 'image' ? figure(leaf.hash, line) : line
  if (item) {
    const tag = item.ordered ? 'ol' : 'ul'
    const start = item.ordered ? ` start="${item.number}"` : ''
    return `<${tag}${start}${indent(depth - 1)}><li>${leaf.type === 'rule' ? '<hr>' : inner}</li></${tag}>`
  }
  switch (leaf.type) {
    case 'heading':
      return `<h${leaf.level}>${number ? `<span class="no">${number}</span> ` : ''}${line}</h${leaf.level}>`
    case 'code':
    case 'image':
      return inner
    case 'rule':
      return '<hr>'
    default:
      return `<p${clause}${indent(depth)}>${line}</p>`
  }
}

/** A picture with its alternative text, which is signed as well. */
const figure = (hash: string, alt: string): string =>
  `<figure>${imageTag(hash, '')}<figcaption><p class="format-label">${alt ? 'Alternative text' : 'Decoration, without alternative text'}</p>${alt}</figcaption></figure>`

const indent = (depth: number): string => (depth > 0 ? ` data-depth="${depth}"` : '')

const row = (cells: string[]): string => `<tr>${cells.join('')}</tr>`
export const rowToHtml = (lines: readonly LineChange[]): string => row(lines.map(cellChangeToHtml))

/** A whole unit, on both sides or on one. `was` is the same unit of the old text, which may have had another number. */
export function unitToHtml(unit: Unit, tag?: Tag, was: Unit = unit): string {
  if (unit.shape.leaf.type === 'row') return row(unit.lines.map((line) => cellToHtml(line, tag)))
  const runs = unit.lines.flatMap((line) => line.runs)
  const { type } = unit.shape.leaf
  // What a rule or a picture shows is no words to mark.
  const whole = type === 'rule' || type === 'image'
  const line = type === 'code' ? inTag(tag, escapeText(textOf(runs))) : plain(runs, whole ? undefined : tag)
  const html = wrap(unit, line, numberToHtml(was.number, unit.number, tag))
  return whole && tag ? `<${tag} class="block">${html}</${tag}>` : html
}
