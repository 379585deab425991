import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import {
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  type LucideIcon,
  PanelLeft,
  PanelTop,
  TableCellsMerge,
  TableCellsSplit,
  TableColumnsSplit,
  TableRowsSplit,
  Trash2,
} from 'lucide-react'

const COMMANDS = [
  { command: 'addRowBefore', label: 'Row above', icon: BetweenHorizontalStart },
  { command: 'addRowAfter', label: 'Row below', icon: BetweenHorizontalEnd },
  { command: 'deleteRow', label: 'Delete row', icon: TableRowsSplit },
  null,
  { command: 'addColumnBefore', label: 'Column before', icon: BetweenVerticalStart },
  { command: 'addColumnAfter', label: 'Column after', icon: BetweenVerticalEnd },
  { command: 'deleteColumn', label: 'Delete column', icon: TableColumnsSplit },
  null,
  { command: 'toggleHeaderRow', label: 'Header row', icon: PanelTop },
  { command: 'toggleHeaderColumn', label: 'Header column', icon: PanelLeft },
  null,
  { command: 'mergeCells', label: 'Merge cells', icon: TableCellsMerge },
  { command: 'splitCell', label: 'Split cell', icon: TableCellsSplit },
  null,
  { command: 'deleteTable', label: 'Delete table', icon: Trash2 },
] as const satisfies ({ command: string; label: string; icon: LucideIcon } | null)[]

type Tool = Exclude<(typeof COMMANDS)[number], null>
const TOOLS = COMMANDS.filter((tool): tool is Tool => tool !== null)

/** What can be done to a table, below the bar while the cursor is in one. Alt+F10 leads here from the text, Escape back. */
export function TableTools({ editor }: { editor: Editor }) {
  const possible = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      now.isActive('table') ? TOOLS.filter(({ command }) => now.can()[command]()).map(({ command }) => command) : null,
  })
  if (!possible) return null
  return (
    <div className="ed-table">
      <div
        className="ed-tools"
        id="table-tools"
        role="toolbar"
        aria-label="Table"
        onKeyDown={({ key }) => key === 'Escape' && editor.commands.focus()}
      >
        {COMMANDS.map((tool, at) =>
          tool ? (
            <button
              key={tool.command}
              type="button"
              className="tbtn"
              disabled={!possible.includes(tool.command)}
              onClick={() => editor.chain().focus()[tool.command]().run()}
            >
              <tool.icon className="i" />
              {tool.label}
            </button>
          ) : (
            <span className="sep" key={`after ${COMMANDS[at - 1]?.command}`} />
          ),
        )}
      </div>
    </div>
  )
}
