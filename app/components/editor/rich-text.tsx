import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import type { Variable } from '#domain/documents/variables.ts'
import type { LeftOut } from '#services/content/paste/left-out.ts'
import { extensionsFor } from './extensions.ts'
import type { ImageUploads } from './image-uploads.ts'
import { pasteCleaner } from './paste.ts'
import { fillTyped } from './typed-variables.ts'
import { VariableChips } from './variable-node.ts'

export interface RichTextProps {
  html: string
  variables: readonly Variable[]
  label: string
  nonce: string | undefined
  uploads: ImageUploads
  onReady: (editor: Editor) => void
  onChange: (editor: Editor) => void
  onPaste: (leftOut: LeftOut) => void
}

/** The text itself. Loaded only where scripts run. */
export default function RichText(props: RichTextProps) {
  const { html, variables, label, nonce, uploads, onReady, onChange, onPaste } = props
  const changed = useRef(onChange)
  changed.current = onChange
  const [chips] = useState(() => new VariableChips())
  useEffect(() => chips.fill(variables), [chips, variables])
  const editor = useEditor({
    extensions: [...extensionsFor(chips, uploads), pasteCleaner(onPaste)],
    content: html,
    // Its styles are ours, in a file: the content security policy allows no others.
    injectCSS: false,
    injectNonce: nonce,
    immediatelyRender: false,
    editorProps: {
      // Clear of the bars at the top.
      scrollMargin: { top: 110, bottom: 24, left: 0, right: 0 },
      scrollThreshold: { top: 100, bottom: 16, left: 0, right: 0 },
      attributes: {
        class: 'prose content-edit',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
      },
    },
    onUpdate: ({ editor: now }) => changed.current(now),
  })
  // A variable that was typed before it was added.
  useEffect(() => {
    if (editor) fillTyped(editor, variables)
  }, [editor, variables])
  useEffect(() => {
    if (!editor) return
    onReady(editor)
    // A new draft is there to be written; a text that is there may be meant to be read.
    if (editor.isEmpty && document.activeElement === document.body) editor.commands.focus()
  }, [editor, onReady])
  return <EditorContent editor={editor} />
}
