import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { OutlineItem } from '../documents/content.tsx'
import { OutlineList } from './outline-list.tsx'

interface Heading {
  at: number
  level: number
  text: string
  number: string
}

/** The headings of the text as it is being written; a click goes there. Before the editor is there, those of the draft as it was read. */
export function EditorOutline({ editor, read }: { editor: Editor | null; read: readonly OutlineItem[] }) {
  // Numbers that the author writes into the headings are not doubled.
  const numbered = read.every(({ number }) => number !== '')
  if (editor) return <LiveOutline editor={editor} numbered={numbered} />
  const shown = read.filter(({ level }) => level <= 3)
  return <OutlineList rows={shown.map(({ id, ...item }) => ({ key: id, ...item }))} />
}

function LiveOutline({ editor, numbered }: { editor: Editor; numbered: boolean }) {
  const headings = useEditorState({ editor, selector: ({ editor: now }) => headingsOf(now) })
  const go = (at: number) =>
    editor
      .chain()
      .setTextSelection(at + 1)
      .focus()
      .scrollIntoView()
      .run()
  return (
    <OutlineList
      rows={headings.map(({ at, level, text, number }) => ({
        key: at,
        level,
        text,
        number: numbered ? number : '',
        onGo: () => go(at),
      }))}
    />
  )
}

function headingsOf(editor: Editor): Heading[] {
  const counters = [0, 0, 0]
  const headings: Heading[] = []
  editor.state.doc.descendants((node, at) => {
    if (node.type.name !== 'heading') return node.isBlock && !node.isTextblock
    const level = Number(node.attrs.level)
    const depth = level - 2
    counters[depth] = (counters[depth] ?? 0) + 1
    counters.fill(0, depth + 1)
    headings.push({ at, level, text: node.textContent, number: counters.slice(0, depth + 1).join('.') })
    return false
  })
  return headings.filter(({ level }) => level <= 3)
}
