import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

/** As on the page that is read: "4.2 A shared account …" is a clause, "3.5 million people" is not. */
const WRITTEN_NUMBER = /^\d{1,3}(?:\.\d{1,3}){1,3}\s+(?=["“‘'(«]?[\p{Lu}\p{Lo}])/u

/** How much of a paragraph is the number its author wrote in front, with the space after it. */
export const numberLength = (paragraph: string) => WRITTEN_NUMBER.exec(paragraph)?.[0].length ?? 0

function decorate(doc: Node): DecorationSet {
  const decorations: Decoration[] = []
  doc.forEach((node, offset) => {
    const isWritten = node.type.name === 'paragraph' && node.firstChild?.isText
    const length = isWritten ? numberLength(node.textContent) : 0
    if (length === 0) return
    const start = offset + 1
    decorations.push(
      Decoration.node(offset, offset + node.nodeSize, { class: 'clause' }),
      Decoration.inline(start, start + length, { class: 'no' }),
    )
  })
  return DecorationSet.create(doc, decorations)
}

const key = new PluginKey<DecorationSet>('clause-numbers')

/** Hangs the numbers of clauses in the gutter, so that the text is written on the edge on which it is read. */
export const ClauseNumbers = Extension.create({
  name: 'clauseNumbers',
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
