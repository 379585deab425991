import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

const HINT = 'Begin to write. “# ” makes a section, “1. ” and “- ” a list, “{{name}}” a variable.'

/** The hint in a text that is empty, and the key that leads to what can be done to a table. */
export const TextKeys = Extension.create({
  name: 'textKeys',
  addKeyboardShortcuts: () => ({
    'Alt-F10': ({ editor }) => {
      if (!editor.isActive('table')) return false
      document.querySelector<HTMLElement>('#table-tools button:not(:disabled)')?.focus()
      return true
    },
  }),
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations: ({ doc }) => {
          const only = doc.childCount === 1 ? doc.firstChild : null
          if (only?.type.name !== 'paragraph' || only.content.size > 0) return null
          const hint = Decoration.node(0, only.nodeSize, { class: 'is-hint', 'data-hint': HINT })
          return DecorationSet.create(doc, [hint])
        },
      },
    }),
  ],
})
