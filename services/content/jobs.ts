import type { Variable } from '#domain/documents/variables.ts'
import type { ShowOptions } from '../ports.ts'
import { contentToMarkdown } from './markdown-export.ts'
import { type OutlineEntry, outlineOf, searchedText } from './outline.ts'
import { passagesOf } from './passages.ts'
import { anchorAt, placeAnchors } from './pins.ts'
import { readText } from './read.ts'
import { compareTexts } from './redline.ts'
import { renderBlocks } from './render.ts'
import { parseContent } from './sanitize.ts'
import { markHtml } from './search/mark-html.ts'
import { type IndexedBody, indexBody } from './search/vector.ts'
import { readWording, showWordings, takeWording, wordingAt } from './suggestions.ts'
import { blocksText, type ContentCounts, countsOf } from './text.ts'
import { typedNames, variableNames } from './variables.ts'

/** What rules ask of a text. */
export type TextFacts = {
  plain: string
  variableNames: string[]
  /** Typed in double braces, and no variable. */
  typedNames: string[]
  counts: ContentCounts
}

/** A text for reading, with its outline and its counts. */
export type ShownText = { html: string; outline: OutlineEntry[]; counts: ContentCounts }

/** Texts are searched up to here; no longer one was ever written by a person. */
const MOST_CHARACTERS = 500_000

/** What the search reads of a text. */
export const indexContent = (content: string, variables: readonly Variable[]): IndexedBody =>
  indexBody(searchedText(content, variables).slice(0, MOST_CHARACTERS))

/**
 * What is computed from whole texts. All of it takes time in step with the length of the text, up to some seconds for the
 * longest, so a process that answers people asks for it by the port `Texts`: see ADR 16.
 */
export const TEXT_JOBS = {
  compare: compareTexts,

  read: readText,

  facts(content: string, variables: readonly Variable[]): TextFacts {
    const blocks = parseContent(content)
    return {
      plain: blocksText(blocks),
      variableNames: variableNames(blocks),
      typedNames: typedNames(blocks),
      counts: countsOf(blocks, variables),
    }
  },

  show(
    content: string,
    variables: readonly Variable[],
    numbered: boolean,
    { marked = false, places = false }: ShowOptions = {},
  ): ShownText {
    const blocks = parseContent(content)
    return {
      html: renderBlocks(blocks, variables, { numbered, marked, places }),
      outline: outlineOf(blocks, variables),
      counts: countsOf(blocks, variables),
    }
  },

  toMarkdown: contentToMarkdown,

  index: indexContent,

  passages: passagesOf,

  mark: markHtml,

  anchor: anchorAt,

  place: placeAnchors,

  wordingAt,

  readWording,

  showWordings,

  takeWording,
}

export type TextJobs = typeof TEXT_JOBS
export type TextJob = keyof TextJobs
