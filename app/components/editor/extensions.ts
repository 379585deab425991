import { Mark } from '@tiptap/core'
import { TableCell, TableHeader, TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import { ClauseNumbers } from './clause-numbers.ts'
import { type VariableChips, variableNode } from './variable-node.ts'

const simpleMark = (name: string, tag: 'sub' | 'sup') =>
  Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] })

/** What is pasted may say that a cell spans anything, and the table has to be drawn before the sanitizer sees it. */
const MOST_CELLS = 100
const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (cell: HTMLElement) => {
    const cells = Number(cell.getAttribute(name))
    return Number.isInteger(cells) && cells >= 1 && cells <= MOST_CELLS ? cells : 1
  },
})
const spans = { colspan: span('colspan'), rowspan: span('rowspan') }
const cells = [TableCell, TableHeader].map((cell) =>
  cell.extend({
    addAttributes() {
      return { ...this.parent?.(), ...spans }
    },
  }),
)

/** Exactly what the sanitizer keeps: what cannot be saved cannot be typed, and what was saved is not lost by opening it. */
export const extensionsFor = (chips: VariableChips) => [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], HTMLAttributes: { rel: null, target: null } },
  }),
  TableKit.configure({ table: { resizable: false }, tableCell: false, tableHeader: false }),
  ...cells,
  simpleMark('subscript', 'sub'),
  simpleMark('superscript', 'sup'),
  variableNode(chips),
  ClauseNumbers,
]
