import { getSchema } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state'
import { addColumnAfter, addRowAfter, deleteColumn, tableEditing } from '@tiptap/pm/tables'
import { expect, test } from 'vitest'
import { extensionsFor } from '#app/components/editor/extensions.ts'
import { setWidths, shifted, widthsOf } from '#app/components/editor/tables.ts'
import { typedIn } from '#app/components/editor/typed-variables.ts'
import { VariableChips } from '#app/components/editor/variable-node.ts'

const schema = getSchema(extensionsFor(new VariableChips(), { address: '', onRefusal: () => undefined }))
const text = (words: string, ...marks: string[]) =>
  schema.text(
    words,
    marks.map((mark) => schema.mark(mark)),
  )
const block = (type: string, ...content: Node[]) => schema.node(type, null, content)
const cell = (words: string) => block('tableCell', block('paragraph', text(words)))
const table = (words: string) => block('table', block('tableRow', cell(words), cell('beside')))

test('a table, a quote and a heading that are pasted into a cell leave their words there, and nest nothing', () => {
  const state = EditorState.create({ doc: block('doc', table('here')) })
  const cursor = state.apply(state.tr.setSelection(TextSelection.near(state.doc.resolve(4))))
  for (const pasted of [
    table('inner'),
    block('blockquote', block('paragraph', text('inner'))),
    schema.node('heading', { level: 2 }, [text('inner')]),
  ]) {
    const slice = new Slice(Fragment.from([block('paragraph', text('before')), pasted]), 0, 0)
    const { doc } = cursor.tr.replaceSelection(slice)
    doc.check()
    expect(doc.textContent).toContain('inner')
    const inCells: string[] = []
    doc.descendants((node, _at, parent) => {
      if (parent?.type.name === 'tableCell') inCells.push(node.type.name)
    })
    expect(inCells).not.toContain(pasted.type.name)
  }
})

test('what is typed in double braces is found with its place, but not in code', () => {
  const paragraph = block('paragraph', text('Call {{help'), text('desk}} or '), text('{{code}}', 'code'), text('{{ '))
  const doc = block('doc', paragraph, block('codeBlock', text('{{block}}')), table('{{cell}}'))
  const found = typedIn(doc)
  expect(found.map(({ name }) => name)).toEqual(['helpdesk', 'cell'])
  expect(found.map(({ from, to }) => doc.textBetween(from, to))).toEqual(['{{helpdesk}}', '{{cell}}'])
})

/** Two rows of three columns of 20, 30 and 50 percent, the first two merged above. */
function tableWithWidths(): EditorState {
  const sized = (type: string, colwidth: number[], words: string) =>
    schema.node(type, { colspan: colwidth.length, colwidth }, [block('paragraph', text(words))])
  const rows = [
    block('tableRow', sized('tableHeader', [20, 30], 'ab'), sized('tableHeader', [50], 'c')),
    block('tableRow', sized('tableCell', [20], 'd'), sized('tableCell', [30], 'e'), sized('tableCell', [50], 'f')),
  ]
  const doc = block('doc', block('table', ...rows))
  const state = EditorState.create({ doc, plugins: [tableEditing()] })
  let inside = 0
  doc.descendants((node, at) => {
    if (node.text === 'd') inside = at
  })
  return state.apply(state.tr.setSelection(TextSelection.create(doc, inside)))
}
const widths = ({ doc }: EditorState) => widthsOf(doc.firstChild as Node)
const after = (command: Command, state: EditorState): EditorState => {
  let next = state
  command(state, (change) => {
    next = state.apply(change)
  })
  return next
}

test('widths stay with their columns, and a new one has what the others have on average', () => {
  const state = tableWithWidths()
  expect(widths(state)).toEqual([20, 30, 50])
  expect(widths(after(addColumnAfter, state))).toEqual([15, 25, 23, 37])
  expect(widths(after(deleteColumn, state))).toEqual([38, 62])
  expect(widths(after(addRowAfter, state))).toEqual([20, 30, 50])
  expect(widths(state.apply(setWidths(state.tr, 0, [60, 30, 10])))).toEqual([60, 30, 10])
  expect(widths(state.apply(setWidths(state.tr, 0, null)))).toEqual([])
})

test('what one column gets another gives, and keeps enough to be read', () => {
  expect(shifted([20, 30, 50], 0, 1, 5)).toEqual([25, 25, 50])
  expect(shifted([20, 30, 50], 0, 1, 40)).toEqual([45, 5, 50])
  expect(shifted([20, 30, 50], 0, 1, -40)).toEqual([5, 45, 50])
  expect(shifted([2, 3, 95], 0, 1, -5)).toEqual([2, 3, 95])
  expect(shifted([2, 3, 95], 0, 1, 5)).toEqual([2, 3, 95])
})

test('what is saved has the widths at the columns', () => {
  const saved = schema.nodes.table?.spec.toDOM?.(tableWithWidths().doc.firstChild as Node)
  const cols = [20, 30, 50].map((width) => ['col', { width: `${width}%` }])
  expect(saved).toEqual(['table', ['colgroup', ...cols], ['tbody', 0]])
})
