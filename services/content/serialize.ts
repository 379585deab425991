import { imageTag } from './attachments.ts'
import { type Block, type Cell, type Inline, MARKS, type Style, type Table } from './model.ts'

export const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
export const escapeAttribute = (text: string): string => escapeText(text).replace(/"/g, '&quot;')

/** How the parts that differ between a stored draft, a page and a printed sheet are written. */
export type Writer = {
  variable: (name: string) => string
  heading: (tag: string, inner: string) => string
  /** How a table begins, if not with its bare tag. */
  table?: (table: Table) => string
  /** What is written behind each paragraph: behind headings, items, rows, code and pictures too. In cells there are none. */
  end?: () => string
}

const CANONICAL: Writer = {
  variable: (name) => `<span data-variable="${name}">{{${name}}}</span>`,
  heading: (tag, inner) => `<${tag}>${inner}</${tag}>`,
}

const tagsOf = (style: Style): string[] => [
  ...(style.href === null ? [] : [`a href="${escapeAttribute(style.href)}"`]),
  ...MARKS.filter((mark) => style.marks.includes(mark)),
]

const close = (tag: string): string => `</${tag.split(' ', 1)[0]}>`

/** Runs to HTML; neighbours share the tags they have in common from the outside in. */
export function inlineToHtml(runs: Inline[], writer: Writer = CANONICAL): string {
  let html = ''
  let open: string[] = []
  const switchTo = (tags: string[]) => {
    let shared = 0
    while (shared < tags.length && tags[shared] === open[shared]) shared += 1
    html += open.slice(shared).reverse().map(close).join('')
    html += tags
      .slice(shared)
      .map((tag) => `<${tag}>`)
      .join('')
    open = tags
  }
  for (const run of runs) {
    switchTo(run.type === 'break' ? [] : tagsOf(run.style))
    if (run.type === 'break') html += '<br>'
    else html += run.type === 'text' ? escapeText(run.text) : writer.variable(run.name)
  }
  switchTo([])
  return html
}

/** "Tight" where one paragraph leads and only lists follow: the paragraph needs no tag of its own. */
function flowToHtml(blocks: Block[], writer: Writer): string {
  const [first, ...rest] = blocks
  const tight = first?.type === 'paragraph' && rest.every((block) => block.type === 'list')
  if (!tight) return blocksToHtml(blocks, writer)
  return inlineToHtml(first.inline, writer) + ended(writer) + blocksToHtml(rest, writer)
}

const ended = (writer: Writer): string => writer.end?.() ?? ''

function cellToHtml(cell: Cell, writer: Writer, end: string): string {
  const tag = cell.header ? 'th' : 'td'
  const colspan = cell.colspan > 1 ? ` colspan="${cell.colspan}"` : ''
  const rowspan = cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : ''
  return `<${tag}${colspan}${rowspan}>${flowToHtml(cell.blocks, { ...writer, end: undefined })}${end}</${tag}>`
}

/** A row is one paragraph; it ends in its last cell. */
export const rowToHtml = (row: Cell[], writer: Writer = CANONICAL): string =>
  `<tr>${row.map((cell, at) => cellToHtml(cell, writer, at === row.length - 1 ? ended(writer) : '')).join('')}</tr>`

/** The widths of columns in percents. An attribute of the columns, as policies for content forbid styles. */
export const colgroup = (widths: readonly number[]): string =>
  widths.length > 0 ? `<colgroup>${widths.map((width) => `<col width="${width}%">`).join('')}</colgroup>` : ''

function blockToHtml(block: Block, writer: Writer): string {
  switch (block.type) {
    case 'heading':
      return writer.heading(`h${block.level}`, inlineToHtml(block.inline, writer)) + ended(writer)
    case 'paragraph':
      return `<p>${inlineToHtml(block.inline, writer)}</p>${ended(writer)}`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : ''
      return `<${tag}${start}>${block.items.map((item) => `<li>${flowToHtml(item, writer)}</li>`).join('')}</${tag}>`
    }
    case 'table': {
      const head = block.head.map((row) => rowToHtml(row, writer)).join('')
      const body = block.body.map((row) => rowToHtml(row, writer)).join('')
      return `${writer.table?.(block) ?? `<table>${colgroup(block.widths)}`}${head && `<thead>${head}</thead>`}${body && `<tbody>${body}</tbody>`}</table>`
    }
    case 'quote':
      return `<blockquote>${blocksToHtml(block.blocks, writer)}</blockquote>`
    case 'code':
      return `<pre><code>${escapeText(block.text)}</code></pre>${ended(writer)}`
    case 'rule':
      return `<hr>${ended(writer)}`
    case 'image':
      return imageTag(block.hash, escapeAttribute(block.alt)) + ended(writer)
  }
}

/** Blocks to HTML, by default the canonical form that is stored and hashed. */
export const blocksToHtml = (blocks: Block[], writer: Writer = CANONICAL): string =>
  blocks.map((block) => blockToHtml(block, writer)).join('')
