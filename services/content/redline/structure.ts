import { type Container, keyOfSeam, type Seam, shared } from './runs.ts'
import type { Shape, Unit } from './units.ts'

/** Differences of what a text is put into: lists, tables, quotes, levels. In words. */

/** A unit as it stands among the units that are on both sides: what was added or removed between them is left out. */
export type Standing = { unit: Unit; seam: Omit<Seam, 'type'> }

/** Follows one side of a comparison, to say how each kept unit stands to the kept unit before it. */
export class Side {
  private last: readonly Container[] = []

  /** The seam of a kept unit as if the units that are on one side only were not there. */
  stand(first: Unit, last: Unit): Standing {
    const joins = shared(this.last, first.path)
    this.last = last.path
    return { unit: first, seam: { joins, opens: first.path.slice(joins), leaf: first.shape.leaf } }
  }
}

function leafName({ leaf, item }: Shape): string {
  if (leaf.type === 'row') return 'table row'
  if (leaf.type === 'rule') return 'line'
  if (item && leaf.type === 'paragraph') return 'list item'
  if (leaf.type === 'heading') return `heading of level ${leaf.level - 1}`
  return leaf.type
}

/** "list item of level 2 in a quote" */
function shapeName(shape: Shape): string {
  const level = shape.depth > 1 ? ` of level ${shape.depth}` : ''
  const within = shape.depth > 0 && !shape.item ? ' in a list' : ''
  return `${leafName(shape)}${level}${within}${shape.quoted ? ' in a quote' : ''}`
}

const lists = (path: readonly Container[]) =>
  path.filter((container): container is Extract<Container, { type: 'list' }> => container.type === 'list')

/** How the lists around two units differ, from the outside in. */
function listNotes(before: Unit, after: Unit): string[] {
  const [old, current] = [lists(before.path), lists(after.path)]
  return current.flatMap((list, at) => {
    const was = old[at]
    if (!was) return []
    const nested = at > 0 ? `list of level ${at + 1}` : 'list'
    const notes: string[] = []
    if (list.ordered !== was.ordered)
      notes.push(
        `${nested} is ${list.ordered ? 'numbered' : 'bulleted'} instead of ${was.ordered ? 'numbered' : 'bulleted'}`,
      )
    if (list.ordered && list.start !== was.start)
      notes.push(`${nested} starts at ${list.start} instead of ${was.start}`)
    return notes
  })
}

const tables = (path: readonly Container[]) =>
  path.filter((container): container is Extract<Container, { type: 'table' }> => container.type === 'table')

const inWords = (widths: readonly number[]): string =>
  widths.length === 0 ? 'as wide as their text' : `${widths.join(', ')} percent wide`

/** How the widths of the columns differ in the tables that two units are in. */
export function widthNotes(before: readonly Container[], after: readonly Container[]): string[] {
  const old = tables(before)
  return tables(after).flatMap(({ widths }, at) => {
    const was = old[at]?.widths
    if (!was || was.join() === widths.join()) return []
    return [`columns are ${inWords(widths)} instead of ${inWords(was)}`]
  })
}

const CONTAINER_NAMES = { quote: 'quote', list: 'list', item: 'list item', table: 'table', row: 'row', cell: 'cell' }

/** Whether a container begins here that went on before, or the other way round. */
function seamNote(before: Standing, after: Standing): string {
  const name = ({ unit, seam }: Standing, at: number) =>
    CONTAINER_NAMES[unit.path[at]?.type ?? seam.opens[0]?.type ?? 'item']
  const [old, current] = [before.seam.joins, after.seam.joins]
  if (old > current && after.unit.path.length > current) return `a new ${name(after, current)} begins here`
  if (current > old && before.unit.path.length > old) return `joined to the ${name(after, old)} above`
  return `stands outside of the ${name(before, current)} above`
}

/** How two units differ in what they are, wherever they stand. */
export function shapeNotes({ shape: was }: Unit, { shape: is }: Unit): string[] {
  const [before, after] = [shapeName(was), shapeName(is)]
  return before === after ? [] : [`${after} instead of ${before}`]
}

/** What was split or joined. */
export function splitNotes(before: readonly Unit[], after: readonly Unit[]): string[] {
  const name = ({ shape }: Unit) => (shape.item ? 'item' : 'paragraph')
  if (after.length > before.length) return [`${name(before[0] as Unit)} split into ${after.length}`]
  return before.length > after.length ? [`${before.length} ${name(before[0] as Unit)}s joined`] : []
}

/** What a kept unit is put into now and was put into before, in words; none when nothing differs. */
export function structureNotes(before: Standing, after: Standing): string[] {
  const notes = shapeNotes(before.unit, after.unit)
  if (keyOfSeam(before.seam) === keyOfSeam(after.seam)) return notes
  notes.push(...listNotes(before.unit, after.unit), ...widthNotes(before.seam.opens, after.seam.opens))
  return notes.length > 0 ? notes : [seamNote(before, after)]
}
