import type { ChainedCommands, Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import {
  Bold,
  Code,
  Italic,
  List,
  ListOrdered,
  type LucideIcon,
  Redo2,
  Strikethrough,
  Table,
  TextQuote,
  Underline,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useModKey } from '#app/lib/mod-key.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { ImageTool } from './image-tool.tsx'
import type { ImageUploads } from './image-uploads.ts'
import { LinkTool } from './link-tool.tsx'
import { TableTools } from './table-tools.tsx'

interface Tool {
  label: string
  icon: LucideIcon
  /** What to press beside Ctrl or ⌘, for those who learn it in passing. */
  keys?: string
  /** The editor's name of what is on; none for what happens once. */
  active?: string
  run: (chain: ChainedCommands) => ChainedCommands
}

const HISTORY: Tool[] = [
  { label: 'Undo', icon: Undo2, keys: 'Z', run: (chain) => chain.undo() },
  { label: 'Redo', icon: Redo2, keys: 'Shift+Z', run: (chain) => chain.redo() },
]
const MARKS: Tool[] = [
  { label: 'Bold', icon: Bold, keys: 'B', active: 'bold', run: (chain) => chain.toggleBold() },
  { label: 'Italic', icon: Italic, keys: 'I', active: 'italic', run: (chain) => chain.toggleItalic() },
  { label: 'Underline', icon: Underline, keys: 'U', active: 'underline', run: (chain) => chain.toggleUnderline() },
  {
    label: 'Strikethrough',
    icon: Strikethrough,
    keys: 'Shift+S',
    active: 'strike',
    run: (chain) => chain.toggleStrike(),
  },
  { label: 'Code', icon: Code, keys: 'E', active: 'code', run: (chain) => chain.toggleCode() },
]
const BLOCKS: Tool[] = [
  {
    label: 'Bulleted list',
    icon: List,
    keys: 'Shift+8',
    active: 'bulletList',
    run: (chain) => chain.toggleBulletList(),
  },
  {
    label: 'Numbered list',
    icon: ListOrdered,
    keys: 'Shift+7',
    active: 'orderedList',
    run: (chain) => chain.toggleOrderedList(),
  },
  { label: 'Quote', icon: TextQuote, keys: 'Shift+B', active: 'blockquote', run: (chain) => chain.toggleBlockquote() },
  {
    label: 'Table',
    icon: Table,
    active: 'table',
    run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  },
]

/** A cell of a table holds no table and no quote. */
const OUTSIDE_TABLES = new Set(['Quote', 'Table'])

/** What can be done to the text. Without an editor yet, the same bar at rest, so that nothing jumps. */
export function Toolbar({
  editor,
  variables,
  uploads,
  children,
}: {
  editor: Editor | null
  variables: readonly Variable[]
  uploads: ImageUploads
  /** What else there is to do, at the end of the bar. */
  children?: ReactNode
}) {
  const modKey = useModKey()
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      now
        ? {
            names: [...MARKS, ...BLOCKS]
              .filter(({ active: name }) => name && now.isActive(name))
              .map(({ label }) => label),
            level: levelOf(now),
          }
        : null,
  })
  const inTable = active?.names.includes('Table') ?? false
  const button = (tool: Tool) => (
    <button
      key={tool.label}
      type="button"
      className="tbtn"
      aria-label={tool.label}
      title={tool.keys ? `${tool.label} (${modKey}+${tool.keys})` : tool.label}
      aria-pressed={tool.active ? (active?.names.includes(tool.label) ?? false) : undefined}
      disabled={!editor || (inTable && OUTSIDE_TABLES.has(tool.label))}
      onClick={() => editor && tool.run(editor.chain().focus()).run()}
    >
      <tool.icon className="i" />
    </button>
  )
  return (
    <>
      <div className="ed-tools" role="toolbar" aria-label="Format">
        {HISTORY.map(button)}
        <span className="sep" />
        <BlockSelect editor={inTable ? null : editor} level={active?.level ?? 0} />
        <span className="sep" />
        {MARKS.map(button)}
        <LinkTool editor={editor} />
        <span className="sep" />
        {BLOCKS.map(button)}
        <ImageTool editor={editor} uploads={uploads} />
        <span className="sep" />
        <VariableSelect editor={editor} variables={variables} />
        {children}
      </div>
      {editor ? <TableTools editor={editor} /> : null}
    </>
  )
}

const LEVELS = [2, 3, 4] as const
const levelOf = (editor: Editor) => LEVELS.find((level) => editor.isActive('heading', { level })) ?? 0

function BlockSelect({ editor, level }: { editor: Editor | null; level: number }) {
  return (
    <select
      className="tselect"
      aria-label="Kind of paragraph"
      value={level}
      disabled={!editor}
      onChange={(event) => {
        const wanted = LEVELS.find((each) => each === Number(event.target.value))
        const chain = editor?.chain().focus()
        if (wanted) chain?.setHeading({ level: wanted }).run()
        else chain?.setParagraph().run()
      }}
    >
      <option value={0}>Paragraph</option>
      <option value={2}>Section</option>
      <option value={3}>Subsection</option>
      <option value={4}>Clause</option>
    </select>
  )
}

function VariableSelect({ editor, variables }: { editor: Editor | null; variables: readonly Variable[] }) {
  return (
    <select
      className="tselect"
      aria-label="Insert a variable"
      value=""
      disabled={!editor || variables.length === 0}
      onChange={(event) => {
        editor
          ?.chain()
          .focus()
          .insertContent({ type: 'variable', attrs: { name: event.target.value } })
          .run()
      }}
    >
      <option value="">{variables.length === 0 ? 'No variables' : 'Variable'}</option>
      {variables.map(({ name, label }) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  )
}
