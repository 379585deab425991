import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import {
  type HeadingLevel,
  headingNumbers,
  levelsWithoutGaps,
  NO_TEXT,
  numberOfClause,
} from '#domain/documents/numbering.ts'

/** A heading as it is numbered wherever the text is read, and where it stands in the editor. */
export interface NumberedHeading {
  at: number
  level: HeadingLevel
  text: string
  number: string
}

const lineOf = (block: Node): string => block.textBetween(0, block.content.size, '', NO_TEXT)

/** The headings of the text with their numbers. One without a word is dropped when it is saved, so it does not count. */
export function numberedHeadings(doc: Node): NumberedHeading[] {
  const headings: { at: number; written: number; text: string }[] = []
  doc.forEach((node, at) => {
    const text = node.type.name === 'heading' ? lineOf(node).trim() : ''
    if (text !== '') headings.push({ at, written: Number(node.attrs.level), text: text.replaceAll(NO_TEXT, '…') })
  })
  const levels = levelsWithoutGaps(headings.map(({ written }) => written))
  const numbers = headingNumbers(headings.map(({ text }, at) => ({ level: levels[at] ?? 2, text })))
  return headings.map(({ at, text }, index) => ({
    ...{ at, text },
    level: levels[index] ?? 2,
    number: numbers[index] ?? '',
  }))
}

/** Where the number stands that the author wrote in front of a paragraph; null when there is none. */
export function clauseNumber(paragraph: Node): { from: number; to: number } | null {
  const first = paragraph.firstChild
  if (!first?.isText || first.marks.length > 0) return null
  const line = lineOf(paragraph)
  const from = line.length - line.trimStart().length
  const number = numberOfClause(line.slice(from))
  if (number === '' || (first.text?.length ?? 0) < from + number.length) return null
  const blanks = /^\s*/.exec(line.slice(from + number.length))?.[0].length ?? 0
  return { from, to: from + number.length + blanks }
}

function decorate(doc: Node): DecorationSet {
  const headings = numberedHeadings(doc).flatMap(({ at, level, number }) => {
    const node = doc.nodeAt(at)
    return node
      ? [Decoration.node(at, at + node.nodeSize, { class: `level-${level}`, ...(number ? { 'data-no': number } : {}) })]
      : []
  })
  const clauses: Decoration[] = []
  doc.forEach((node, at) => {
    const number = node.type.name === 'paragraph' ? clauseNumber(node) : null
    if (!number) return
    clauses.push(
      Decoration.node(at, at + node.nodeSize, { class: 'clause' }),
      Decoration.inline(at + 1 + number.from, at + 1 + number.to, { class: 'no' }),
    )
  })
  return DecorationSet.create(doc, [...headings, ...clauses])
}

const key = new PluginKey<DecorationSet>('numbering')

/** Numbers headings and hangs the numbers of clauses in the gutter, so that the text is written as it is read. */
export const Numbering = Extension.create({
  name: 'numbering',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: (_config, { doc }) => decorate(doc),
        apply: (change, before) => (change.docChanged ? decorate(change.doc) : before),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
})
