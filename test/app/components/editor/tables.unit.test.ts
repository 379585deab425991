import { getSchema } from '@tiptap/core'
import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { extensionsFor } from '#app/components/editor/extensions.ts'
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
