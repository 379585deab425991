import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { OutlineItem } from '../documents/content.tsx'
import { numberedHeadings } from './numbering.ts'
import { OutlineList } from './outline-list.tsx'

/** The headings of the text as it is being written; a click goes there. Before the editor is there, those of the draft as it was read. */
export function EditorOutline({ editor, read }: { editor: Editor | null; read: readonly OutlineItem[] }) {
  if (editor) return <LiveOutline editor={editor} />
  const shown = read.filter(({ level }) => level <= 3)
  return <OutlineList rows={shown.map(({ id, ...item }) => ({ key: id, ...item }))} />
}

function LiveOutline({ editor }: { editor: Editor }) {
  const headings = useEditorState({
    editor,
    selector: ({ editor: now }) => numberedHeadings(now.state.doc).filter(({ level }) => level <= 3),
  })
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
        number,
        onGo: () => go(at),
      }))}
    />
  )
}
