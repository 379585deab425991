import { Mark } from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import { type VariableChips, variableNode } from './variable-node.ts'

const simpleMark = (name: string, tag: 'sub' | 'sup') =>
  Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] })

/** Exactly what the sanitizer keeps: what cannot be saved cannot be typed, and what was saved is not lost by opening it. */
export const extensionsFor = (chips: VariableChips) => [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { rel: null, target: null } },
  }),
  TableKit.configure({ table: { resizable: false } }),
  simpleMark('subscript', 'sub'),
  simpleMark('superscript', 'sup'),
  variableNode(chips),
]
