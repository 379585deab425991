import type { Variable } from '#domain/documents/variables.ts'
import { placeCells } from '../content/column-widths.ts'
import type { Cell, Table } from '../content/model.ts'
import { colgroup } from '../content/serialize.ts'
import { blocksText } from '../content/text.ts'

/**
 * How wide the columns of a table are. Left to itself a table is as wide as its longest words want, and a browser shrinks
 * all pages until the widest line fits. Here the columns share the width there is: each gets its longest word, words longer
 * than any other break, and a table with many columns is set smaller.
 */

/** A way to set a table, in points. */
interface Size {
  name: 'fit-9' | 'fit-8' | 'fit-7' | 'fit-6'
  font: number
  width: number
  padding: number
}

const SIZES: readonly [Size, ...Size[]] = [
  { name: 'fit-9', font: 9, width: 416, padding: 8.5 },
  { name: 'fit-8', font: 8, width: 453, padding: 5.7 },
  { name: 'fit-7', font: 6.6, width: 453, padding: 3.4 },
  { name: 'fit-6', font: 5.5, width: 453, padding: 3.4 },
]

/** In ems: a column wider than a line of 40 letters gains nothing, and a word of more than 13 may break. */
const MOST_WANTED = 24
const LONGEST_WORD = 8

const WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** How wide a text is set in a font of one point, roughly and rather too much. */
function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += WIDE.test(letter) ? 1 : /[\p{Lu}mw%@]/u.test(letter) ? 0.76 : 0.58
  return width
}

/** What cannot be broken: between blanks and after hyphens a line may end, beside a Chinese sign too. */
const unbroken = (text: string): string[] =>
  text.split(/\s+|(?<=[-/])(?=\p{L})|(?=[\u2e80-\ua4cf])|(?<=[\u2e80-\ua4cf])/u)

interface Column {
  /** The longest word, in ems. */
  least: number
  /** The longest text. */
  most: number
}

function columnsOf({ head, body }: Table, variables: readonly Variable[]): Column[] {
  const columns: Column[] = []
  placeCells([...head, ...body], (cell, first) => {
    for (let at = first; at < first + cell.colspan; at += 1) {
      const known = columns[at] ?? { least: 1, most: 1 }
      columns[at] = widened(known, cell, variables)
    }
  })
  return columns
}

function widened({ least, most }: Column, { colspan, blocks }: Cell, variables: readonly Variable[]): Column {
  const lines = blocksText(blocks, variables).split('\n')
  const word = Math.max(...lines.flatMap(unbroken).map(widthOf))
  return {
    least: Math.max(least, Math.min(word, LONGEST_WORD) / colspan),
    most: Math.max(most, Math.min(Math.max(...lines.map(widthOf)), MOST_WANTED) / colspan),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The most that a column may have, so that all fit: the widest give way first. */
function cap(widths: readonly number[], room: number): number {
  let left = room
  const rising = widths.toSorted((a, b) => a - b)
  for (const [at, width] of rising.entries()) {
    const share = left / (rising.length - at)
    if (width > share) return share
    left -= width
  }
  return room
}

/**
 * The first tag of a printed table, with the size it is set in and the share of each column. Widths that the author set are
 * kept: a word that one of them is too narrow for breaks.
 */
export function tableTag(table: Table, variables: readonly Variable[]): string {
  const columns = columnsOf(table, variables)
  const needs = (size: Size) => columns.map(({ least }) => least * size.font + size.padding)
  const size = SIZES.find((one) => sum(needs(one)) <= one.width) ?? (SIZES.at(-1) as Size)
  const needed = needs(size)
  const left = Math.max(0, size.width - sum(needed))
  const wished = columns.map(({ least, most }) => Math.max(0.5, most - least))
  const most = cap(needed, size.width)
  const widths = needed.map((need, at) => Math.min(need, most) + (left * (wished[at] ?? 0)) / sum(wished))
  const shares = widths.map((width) => Number(((100 * width) / sum(widths)).toFixed(2)))
  return `<table class="${size.name}">${colgroup(table.widths.length > 0 ? table.widths : shares)}`
}
