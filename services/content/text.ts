import type { Variable } from '#domain/documents/variables.ts'
import { type Block, childBlocks } from './model.ts'
import { parseContent } from './sanitize.ts'
import { countSegments } from './segments.ts'
import { lineText } from './variables.ts'

const WORDS_PER_MINUTE = 220
const MAX_ABSTRACT = 500

/** Blocks as lines of text, one for each heading, paragraph, item, cell row or line of code. */
export function blockText(block: Block, variables: readonly Variable[] = []): string {
  if ('inline' in block) return lineText(block.inline, variables)
  if (block.type === 'code') return block.text
  if (block.type === 'image') return block.alt
  if (block.type === 'table') {
    const rows = [...block.head, ...block.body]
    return rows.map((row) => row.map((cell) => blocksText(cell.blocks, variables)).join('\t')).join('\n')
  }
  return childBlocks(block)
    .map((blocks) => blocksText(blocks, variables))
    .join('\n')
}

export const blocksText = (blocks: Block[], variables: readonly Variable[] = []): string =>
  blocks
    .map((block) => blockText(block, variables))
    .filter(Boolean)
    .join('\n')

/** Content as plain text, a line for each block: for search, mails and counts. */
export const plainText = (content: string, variables: readonly Variable[] = []): string =>
  blocksText(parseContent(content), variables)

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
/** Scripts that write without blanks between words; only they need the (slow) segmenter. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/

/** How many words a text has. Chinese, Japanese, Thai and their like are counted by the words a dictionary finds. */
export function countWords(text: string): number {
  let words = 0
  for (const part of text.split(/\s+/)) {
    if (UNSPACED.test(part)) words += countSegments(segmenter, part, (segment) => segment.isWordLike === true)
    else if (/[\p{L}\p{N}]/u.test(part)) words += 1
  }
  return words
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const codePoints = (text: string): number => text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0)

/** What people call characters: "é" and an emoji of five code points are one each. */
const countCharacters = (text: string): number =>
  /[\p{M}\p{Emoji_Modifier}\u200d]/u.test(text) ? countSegments(graphemes, text) : codePoints(text)

export type ContentCounts = { words: number; characters: number; minutesToRead: number }

/** Words, characters (as people count them, blanks included) and whole minutes to read at 220 words a minute. */
export function countsOf(blocks: Block[], variables: readonly Variable[]): ContentCounts {
  const text = blocksText(blocks, variables)
  const words = countWords(text)
  return {
    words,
    characters: countCharacters(text.replace(/[\n\t]/g, '')),
    minutesToRead: words === 0 ? 0 : Math.max(1, Math.round(words / WORDS_PER_MINUTE)),
  }
}

/**
 * A first abstract: the opening sentences of the text, whole sentences up to 500 characters. Empty when there is no
 * paragraph.
 */
export function suggestAbstract(content: string, variables: readonly Variable[] = []): string {
  const paragraphs = parseContent(content).filter((block) => block.type === 'paragraph')
  const text = paragraphs.map((block) => lineText(block.inline, variables).replace(/\s+/g, ' ')).join(' ')
  if (text.length <= MAX_ABSTRACT) return text
  const sentences = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text.slice(0, 2 * MAX_ABSTRACT))]
  let abstract = ''
  for (const { segment } of sentences) {
    if (abstract.length + segment.trimEnd().length > MAX_ABSTRACT) break
    abstract += segment
  }
  return abstract.trim() || `${text.slice(0, MAX_ABSTRACT - 1).trimEnd()}…`
}
