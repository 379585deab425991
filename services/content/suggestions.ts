import type { Anchor } from '#domain/comments/anchor.ts'
import { markdownToContent } from './markdown.ts'
import { contentToMarkdown } from './markdown-export.ts'
import type { Block, Inline } from './model.ts'
import { withoutMarks } from './paragraph-marks.ts'
import { anchorAt, unitsOfAnchors } from './pins.ts'
import { leavesOf } from './redline/runs.ts'
import type { RedlineSide } from './redline/units.ts'
import { redline, redlineToHtml } from './redline.ts'
import { parseContent, sanitizeContent } from './sanitize.ts'
import { blocksToHtml } from './serialize.ts'

/** A proposed wording of a paragraph, as canonical HTML of one paragraph, and where it stands. */
export interface Wording {
  anchor: Anchor
  wording: string
}

/** What becomes of a wording that somebody proposes; a word for why it is none. */
export type ReadWording = Wording | 'no_wording_here' | 'not_one_paragraph' | 'same_wording'

/** The words of a heading, a paragraph or an item with their format; null for rows, code, pictures and rules. */
function inlineAt(blocks: Block[], at: number): Inline[] | null {
  const leaf = leavesOf(blocks)[at]
  return leaf && 'inline' in leaf && ['heading', 'paragraph'].includes(leaf.leaf.type) ? leaf.inline : null
}

const asParagraph = (inline: Inline[]): string => blocksToHtml([{ type: 'paragraph', inline }])

/** A paragraph as Markdown, to be written otherwise; null for one that has no wording. */
export function wordingAt({ content }: RedlineSide, block: number): string | null {
  const inline = inlineAt(parseContent(content), block)
  return inline === null ? null : contentToMarkdown(asParagraph(inline)).trim()
}

/** Reads a proposed wording in Markdown, safe and canonical like every text. @throws content_too_large */
export function readWording(text: RedlineSide, block: number, markdown: string): ReadWording {
  const inline = inlineAt(parseContent(text.content), block)
  const anchor = anchorAt(text, block, null)
  if (inline === null || anchor === null) return 'no_wording_here'
  const wording = markdownToContent(markdown)
  const [paragraph, ...others] = parseContent(wording)
  if (paragraph?.type !== 'paragraph' || others.length > 0) return 'not_one_paragraph'
  return wording === asParagraph(inline) ? 'same_wording' : { anchor, wording }
}

/** What proposed wordings change, each as HTML with `ins` and `del`. */
export function showWordings(text: RedlineSide, wordings: readonly Pick<Wording, 'anchor' | 'wording'>[]): string[] {
  const blocks = parseContent(text.content)
  return wordings.map(({ anchor, wording }) => {
    const before = { ...text, content: asParagraph(inlineAt(blocks, anchor.block) ?? []) }
    const html = redlineToHtml(redline(before, { ...text, content: wording }))
    return withoutMarks(html).replace(/ id="change-\d+"/g, '')
  })
}

/**
 * A text with a proposed wording in the place of its paragraph; null where that paragraph was changed or removed meanwhile, so
 * that nothing is written over.
 */
export function takeWording(from: RedlineSide, { anchor, wording }: Wording, to: RedlineSide): string | null {
  const found = unitsOfAnchors(from, [anchor], to)[0]
  const [paragraph] = parseContent(wording)
  if (!found || paragraph?.type !== 'paragraph') return null
  const { unit, now } = found
  const [same, ...others] = now
  if (!unit || !same || others.length > 0) return null
  if (same.key !== unit.key || same.number?.text !== unit.number?.text) return null
  let left = same.at
  const replaced = (blocks: Block[]): Block[] => blocks.map(replacedBlock)
  const replacedBlock = (block: Block): Block => {
    switch (block.type) {
      case 'quote':
        return { ...block, blocks: replaced(block.blocks) }
      case 'list':
        return { ...block, items: block.items.map(replaced) }
      case 'table':
        left -= block.head.length + block.body.length
        return block
      default:
        left -= 1
        return left === -1 && 'inline' in block ? { ...block, inline: paragraph.inline } : block
    }
  }
  return sanitizeContent(blocksToHtml(replaced(parseContent(to.content))))
}
