import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'

interface Heading {
  at: number
  level: number
  text: string
  number: string
}

/** The headings of the text as it is being written; a click goes there. */
export function EditorOutline({ editor }: { editor: Editor | null }) {
  const headings = useEditorState({ editor, selector: ({ editor: now }) => (now ? headingsOf(now) : []) }) ?? []
  return (
    <section className="ed-outline" aria-labelledby="outline">
      <h2 id="outline">Outline</h2>
      {headings.length === 0 ? <p className="help">Sections show here as you write them.</p> : null}
      <ol>
        {headings.map(({ at, level, text, number }) => (
          <li key={at} className={level > 2 ? 'deep' : undefined}>
            <button
              type="button"
              onClick={() =>
                editor
                  ?.chain()
                  .setTextSelection(at + 1)
                  .focus()
                  .scrollIntoView()
                  .run()
              }
            >
              <span>{number}</span>
              <span className="truncate">{text || 'Untitled'}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
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
