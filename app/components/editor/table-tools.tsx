import type { Editor } from '@tiptap/core'
import { isInTable, selectedRect } from '@tiptap/pm/tables'
import { useEditorState } from '@tiptap/react'
import {
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  Columns3,
  FoldHorizontal,
  type LucideIcon,
  PanelLeft,
  PanelTop,
  TableCellsMerge,
  TableCellsSplit,
  TableColumnsSplit,
  TableRowsSplit,
  Trash2,
  UnfoldHorizontal,
  WholeWord,
} from 'lucide-react'
import { useState } from 'react'
import { widthsOf } from './tables.ts'

interface Named {
  command: string
  label: string
  icon: LucideIcon
  /** What is written on the button, where the bar has no room for its name. */
  words?: string
  /** Percents of the width. */
  by?: number
}

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
  { command: 'mergeCells', label: 'Merge cells', words: 'Merge', icon: TableCellsMerge },
  { command: 'splitCell', label: 'Split cell', words: 'Split', icon: TableCellsSplit },
  null,
  { command: 'widenColumn', by: -5, label: 'Narrower column', words: '', icon: FoldHorizontal },
  { command: 'widenColumn', by: 5, label: 'Wider column', words: '', icon: UnfoldHorizontal },
  { command: 'equalColumns', label: 'Equal columns', words: '', icon: Columns3 },
  { command: 'widthsByText', label: 'Widths by text', words: '', icon: WholeWord },
  null,
  { command: 'deleteTable', label: 'Delete table', icon: Trash2 },
] as const satisfies (Named | null)[]

type Tool = Exclude<(typeof COMMANDS)[number], null>
const TOOLS = COMMANDS.filter((tool): tool is Tool => tool !== null)

const isPossible = (editor: Editor, tool: Tool): boolean =>
  tool.command === 'widenColumn' ? editor.can().widenColumn(tool.by) : editor.can()[tool.command]()

/** "Column 2 of 3 is 40 percent wide." */
function widthInWords({ state }: Editor): string {
  if (!isInTable(state)) return ''
  const { table, right } = selectedRect(state)
  const widths = widthsOf(table)
  return `Column ${right} of ${widths.length} is ${widths[right - 1]} percent wide.`
}

/** What can be done to a table, below the bar while the cursor is in one. Alt+F10 leads here from the text, Escape back. */
export function TableTools({ editor }: { editor: Editor }) {
  const [said, setSaid] = useState('')
  const possible = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      now.isActive('table') ? TOOLS.filter((tool) => isPossible(now, tool)).map(({ label }) => label) : null,
  })
  if (!possible) return null

  const run = (tool: Tool) => {
    if (tool.command !== 'widenColumn') {
      setSaid('')
      editor.chain().focus()[tool.command]().run()
      return
    }
    // The button keeps the focus: a column is made wider by pressing again.
    editor.commands.widenColumn(tool.by)
    setSaid(widthInWords(editor))
  }
  return (
    <div className="ed-table">
      <div
        className="ed-tools"
        id="table-tools"
        role="toolbar"
        aria-label="Table"
        onKeyDown={({ key }) => key === 'Escape' && editor.commands.focus()}
        onBlur={() => setSaid('')}
      >
        {COMMANDS.map((tool, at) =>
          tool ? (
            <button
              key={tool.label}
              type="button"
              className="tbtn"
              aria-label={tool.label}
              title={tool.label}
              disabled={!possible.includes(tool.label)}
              onClick={() => run(tool)}
            >
              <tool.icon className="i" />
              {'words' in tool ? tool.words : tool.label}
            </button>
          ) : (
            <span className="sep" key={`after ${COMMANDS[at - 1]?.label}`} />
          ),
        )}
      </div>
      <p className="ed-width" role="status">
        {said}
      </p>
    </div>
  )
}
