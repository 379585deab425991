import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useRef } from 'react'
import { extensions } from './extensions.ts'

export interface RichTextProps {
  html: string
  label: string
  nonce: string | undefined
  onReady: (editor: Editor) => void
  onChange: (editor: Editor) => void
}

/** The text itself. Loaded only where scripts run. */
export default function RichText({ html, label, nonce, onReady, onChange }: RichTextProps) {
  const changed = useRef(onChange)
  changed.current = onChange
  const editor = useEditor({
    extensions,
    content: html,
    // Its styles are ours, in a file: the content security policy allows no others.
    injectCSS: false,
    injectNonce: nonce,
    immediatelyRender: false,
    editorProps: {
      attributes: {
        class: 'prose content-edit',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
      },
    },
    onUpdate: ({ editor: now }) => changed.current(now),
  })
  useEffect(() => {
    if (editor) onReady(editor)
  }, [editor, onReady])
  return <EditorContent editor={editor} />
}
