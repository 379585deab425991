import { type Editor, Extension, InputRule } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { NO_TEXT } from '#domain/documents/numbering.ts'
import { typedVariables, type Variable, variableTyped } from '#domain/documents/variables.ts'
import type { VariableChips } from './variable-node.ts'

interface Typed {
  from: number
  to: number
  name: string
}

/** What is typed in double braces, with its place; in code braces mean something else. */
export function typedIn(doc: Node): Typed[] {
  const found: Typed[] = []
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true
    if (block.type.spec.code) return false
    let text = ''
    block.forEach((child) => {
      const isCode = child.marks.some(({ type }) => type.name === 'code')
      text += child.isText && !isCode ? child.text : NO_TEXT.repeat(child.nodeSize)
    })
    for (const { at: offset, length, name } of typedVariables(text)) {
      if (name.includes(NO_TEXT)) continue
      const from = at + 1 + offset
      found.push({ from, to: from + length, name })
    }
    return false
  })
  return found
}

const key = new PluginKey<DecorationSet>('typed-variables')

const mark = (doc: Node): DecorationSet =>
  DecorationSet.create(
    doc,
    typedIn(doc).map(({ from, to, name }) =>
      Decoration.inline(from, to, {
        class: 'var-unknown',
        title: `There is no variable “${name}”. Add it, or take the braces away: it cannot be submitted like this.`,
      }),
    ),
  )

/** `{{helpdesk}}` becomes the variable of that name as it is typed; where there is none it is marked. */
export const typedVariableRule = (chips: VariableChips) =>
  Extension.create({
    name: 'typedVariables',
    addInputRules: () => [
      new InputRule({
        find: /\{\{([^{}\n]{1,120})\}\}$/,
        handler: ({ state, range, match }) => {
          const variable = variableTyped((match[1] ?? '').trim(), chips.known)
          const type = state.schema.nodes.variable
          if (!variable || !type) return null
          state.tr.replaceWith(range.from, range.to, type.create({ name: variable.name }))
        },
      }),
    ],
    addProseMirrorPlugins: () => [
      new Plugin({
        key,
        state: {
          init: (_config, { doc }) => mark(doc),
          apply: (change, before) => (change.docChanged ? mark(change.doc) : before),
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ],
  })

/** Makes what was typed before its variable was added into that variable. */
export function fillTyped(editor: Editor, variables: readonly Variable[]): void {
  const { state, view } = editor
  const { tr } = state
  for (const { from, to, name } of typedIn(state.doc).toReversed()) {
    const variable = variableTyped(name, variables)
    const type = state.schema.nodes.variable
    if (variable && type) tr.replaceWith(from, to, type.create({ name: variable.name }))
  }
  if (tr.docChanged) view.dispatch(tr)
}
