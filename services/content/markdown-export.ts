import { normalizeInline } from './inline.ts'
import { escapeSigns, fenceFor, inlineToMarkdown } from './markdown-inline.ts'
import { type Block, type Cell, type Code, type List, PLAIN, type Table } from './model.ts'
import { parseContent } from './sanitize.ts'
import { blocksToHtml } from './serialize.ts'

const indent = (text: string, first: string): string =>
  text.replace(/^/gm, ' '.repeat(first.length)).replace(/^ +$/gm, '').replace(/^ */, first)

function codeToMarkdown({ text }: Code): string {
  const fence = fenceFor(text, 3)
  return `${fence}\n${text}\n${fence}`
}

/** Two lists in a row need different signs, or Markdown reads one list. */
function listToMarkdown(list: List, alternate: boolean): string {
  return list.items
    .map((item, at) => {
      const sign = list.ordered ? `${list.start + at}${alternate ? ')' : '.'} ` : alternate ? '* ' : '- '
      return indent(itemToMarkdown(item), sign)
    })
    .join('\n')
}

function itemToMarkdown(blocks: Block[]): string {
  const [first, ...rest] = blocks
  // A numbered list can follow a line of text without a blank line only if it starts with one.
  const tight = first?.type === 'paragraph' && rest.length === 1 && rest[0]?.type === 'list' && rest[0].start === 1
  if (!tight) return blocksToMarkdown(blocks)
  return `${blocksToMarkdown([first])}\n${blocksToMarkdown(rest)}`
}

const isSimple = (cell: Cell): boolean =>
  cell.colspan === 1 &&
  cell.rowspan === 1 &&
  (cell.blocks.length === 0 || (cell.blocks.length === 1 && cell.blocks[0]?.type === 'paragraph'))

const cellToMarkdown = ({ blocks: [block] }: Cell): string =>
  block?.type === 'paragraph' ? inlineToMarkdown(block.inline, 'cell') : ''

function tableToMarkdown(table: Table): string {
  const [head] = table.head
  const rows = [...table.head, ...table.body]
  const isEven = rows.every((row) => row.length === head?.length)
  const simple =
    table.widths.length === 0 && isEven && rows.flat().every(isSimple) && !table.body.flat().some((cell) => cell.header)
  if (!simple || !head || table.head.length !== 1) return blocksToHtml([table]).replace(/\n/g, '&#10;')
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [head.map(cellToMarkdown), head.map(() => '---'), ...table.body.map((row) => row.map(cellToMarkdown))]
    .map(line)
    .join('\n')
}

function blockToMarkdown(block: Block, alternate: boolean): string {
  switch (block.type) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inlineToMarkdown(block.inline, 'heading')}`
    case 'paragraph':
      return inlineToMarkdown(block.inline, 'paragraph')
    case 'list':
      return listToMarkdown(block, alternate)
    case 'table':
      return tableToMarkdown(block)
    case 'quote':
      return blocksToMarkdown(block.blocks).replace(/^/gm, '> ').replace(/^> $/gm, '>')
    case 'code':
      return codeToMarkdown(block)
    case 'rule':
      return '***'
    case 'image':
      return `![${escapeSigns(block.alt)}](attachment:${block.hash})`
  }
}

function blocksToMarkdown(blocks: Block[]): string {
  let alternate = false
  const parts = blocks.map((block, at) => {
    const before = blocks[at - 1]
    alternate = block.type === 'list' && before?.type === 'list' && before.ordered === block.ordered && !alternate
    return blockToMarkdown(block, alternate)
  })
  return parts.join('\n\n')
}

/**
 * Content as GitHub-flavored Markdown, below `# title` when one is given. Reading it back with `importMarkdown` (or, without
 * a title, `markdownToContent`) gives the same content.
 */
export function contentToMarkdown(content: string, title?: string): string {
  const line = normalizeInline([{ type: 'text', text: title ?? '', style: PLAIN }])
  const heading = line.length > 0 ? `# ${inlineToMarkdown(line, 'heading')}` : ''
  const markdown = [heading, blocksToMarkdown(parseContent(content))].filter(Boolean).join('\n\n')
  return markdown && `${markdown}\n`
}
