import { passageId } from '#domain/campaigns/check.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { paragraphToHtml } from './clauses.ts'
import type { Block } from './model.ts'
import { outlineOf } from './outline.ts'
import { paragraphMark } from './paragraph-marks.ts'
import { parseContent } from './sanitize.ts'
import { blocksToHtml, escapeAttribute, escapeText, type Writer } from './serialize.ts'
import { variableValue } from './variables.ts'

export type RenderOptions = {
  /** Put 1, 1.1, … in front of the headings and set written numbers of paragraphs apart (in `.no`), as pages and print do. */
  numbered?: boolean
  /** Numbered text only: blocks that are no headings get ids by their places, `passage-3`, so that links lead to them. */
  places?: boolean
  /** How a table begins, where it has to fit a sheet. */
  table?: Writer['table']
  /** Number the paragraphs where they end, by `paragraphMark`. */
  marked?: boolean
}

/**
 * Content as it is shown on a page or printed: headings get ids (and numbers), variables their values. A variable without
 * a value stays visible by its label, marked `.is-unfilled`.
 */
export const renderContent = (content: string, variables: readonly Variable[] = [], options?: RenderOptions): string =>
  renderBlocks(parseContent(content), variables, options)

/** The same for content that has been parsed already. */
export function renderBlocks(
  blocks: Block[],
  variables: readonly Variable[] = [],
  { numbered = false, places = false, table, marked = false }: RenderOptions = {},
): string {
  const entries = outlineOf(blocks, variables)[Symbol.iterator]()
  let paragraphs = 0
  const end = () => {
    paragraphs += 1
    return paragraphMark(paragraphs - 1)
  }
  const writer: Writer = {
    table,
    end: marked ? end : undefined,
    variable: (name) => {
      const value = variableValue(name, variables)
      if (value !== null) return `<span class="variable">${escapeText(value)}</span>`
      const label = variables.find((variable) => variable.name === name)?.label || name
      return `<span class="variable is-unfilled" title="Not filled in: ${escapeAttribute(label)}">${escapeText(label)}</span>`
    },
    heading: (tag, inner) => {
      const entry = entries.next().value
      if (!entry) return `<${tag}>${inner}</${tag}>`
      const number = numbered && entry.number ? `<span class="no">${entry.number}</span> ` : ''
      return `<${tag} id="${escapeAttribute(entry.id)}">${number}${inner}</${tag}>`
    },
  }
  if (!numbered) return blocksToHtml(blocks, writer)
  return blocks
    .map((block, place) => {
      const html =
        block.type === 'paragraph'
          ? paragraphToHtml(block.inline, writer) + (writer.end?.() ?? '')
          : blocksToHtml([block], writer)
      return places && block.type !== 'heading' ? html.replace(/^<(\w+)/, `<$1 id="${passageId(place)}"`) : html
    })
    .join('')
}
