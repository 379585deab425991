import { parse } from 'parse5'
import { copyMarkup, element, isElement, type MarkupElement, type MarkupNode } from '../markup.ts'
import type { Block, Inline } from '../model.ts'
import { blocksOf } from '../parse.ts'
import { blocksToHtml } from '../serialize.ts'
import { type LeftOut, nothingLeftOut } from './left-out.ts'
import { AT_THE_TOP, Rewriter } from './rewrite.ts'
import { sheetOf } from './styles.ts'

export interface CleanPaste {
  html: string
  leftOut: LeftOut
  /** Addresses of the images that the markup carries in itself (`data:`): whoever pastes has to add them to the document. */
  carried: string[]
}

/**
 * What is pasted, as content: what Word, Google Docs, LibreOffice, mail programs and browsers put on the clipboard says the
 * same in ways of their own, most of it in styles that no page of ours reads. The result is in the shape in which content is
 * stored, so the server changes nothing of it.
 *
 * The parser is the one of the server and no browser's: the policy of a page stops each style in what a browser parses, and
 * says so.
 *
 * @param markup a whole document or a part; Word explains its lists in the head
 */
export function cleanPaste(markup: string): CleanPaste {
  const document = copyMarkup(parse(withoutDeepTags(markup)).childNodes)
  const leftOut = nothingLeftOut()
  const rewriter = new Rewriter(sheetOf(document), leftOut)
  const text = rewriter.all(bodyOf(document), AT_THE_TOP)
  const notes = rewriter.notes.length > 0 ? [element('hr', []), ...rewriter.notes] : []
  const blocks = blocksOf([...text, ...notes]).map(withPlainHeading)
  return { html: blocksToHtml(blocks), leftOut, carried: rewriter.carried }
}

/** Tags that stay open until they are closed, unlike those of paragraphs, items and cells. */
const STAYS_OPEN = new RegExp(
  `<(/?)(?:${[
    'ul|ol|dl|menu|dir|blockquote|table|div|section|article|main|header|footer|nav|aside|address|figure|figcaption|details|summary',
    'center|form|fieldset|button|label|dialog|object|marquee|pre|span|font|a|b|i|u|s|em|strong|small|big|sub|sup|code|ins|del',
    'strike|mark|q|cite|abbr|var|kbd|samp|tt|nobr',
  ].join('|')})\\b[^<>]*>`,
  'gi',
)
/** No text that anybody means has more. */
const MOST_OPEN = 200

/** Drops tags that are nested deeper than anybody means: for each tag the parser looks through all that are open. */
function withoutDeepTags(markup: string): string {
  let open = 0
  return markup.replace(STAYS_OPEN, (tag: string, end: string) => {
    const isDeep = end ? open > MOST_OPEN : open >= MOST_OPEN
    open = end ? Math.max(0, open - 1) : open + 1
    return isDeep ? '' : tag
  })
}

function bodyOf(document: MarkupNode[]): MarkupNode[] {
  const found = document.find((node): node is MarkupElement => isElement(node) && node.tagName === 'html')
  return found?.childNodes ?? document
}

/** A heading is bold as it is: only a word that is bolder than the others says anything. */
function withPlainHeading(block: Block): Block {
  if (block.type !== 'heading') return block
  const isStrong = (run: Inline) => run.type === 'break' || run.style.marks.includes('strong')
  if (!block.inline.every(isStrong)) return block
  return {
    ...block,
    inline: block.inline.map((run) =>
      run.type === 'break'
        ? run
        : { ...run, style: { ...run.style, marks: run.style.marks.filter((mark) => mark !== 'strong') } },
    ),
  }
}
