import type { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import type { ImageType } from '#domain/attachments/image.ts'
import type { Passage } from '#domain/campaigns/check.ts'
import type { Anchor, Place } from '#domain/comments/anchor.ts'
import type { AskedWord } from '#domain/documents/search.ts'
import type { Variable } from '#domain/documents/variables.ts'
import type { TaskQueue } from '#domain/queues.ts'
import type { ShownText, TextFacts } from './content/jobs.ts'
import type { ReadText, SentText } from './content/read.ts'
import type { Compared, RedlineSide } from './content/redline.ts'
import type { Marked } from './content/search/mark-html.ts'
import type { IndexedBody } from './content/search/vector.ts'
import type { ReadWording, Wording } from './content/suggestions.ts'

/** What the world must provide. Services use these shapes; composition roots choose who fills them. */

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** Where the ids of rows come from. Lists and pages rely on it that a later id sorts later. */
export interface Ids {
  /** A UUID that was never given before. */
  next(): string
}

export const systemIds: Ids = { next: uuidv7 }

/** A stored file. Whoever opens one reads it to its end or destroys it. */
export interface StoredObject {
  /** Bytes. */
  size: number
  content: Readable
}

/** Files by key. Keys are made by us, each for one file. */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null when nothing is stored under the key. */
  open(key: string): Promise<StoredObject | null>
  has(key: string): Promise<boolean>
  /** Does nothing when nothing is stored under the key. */
  delete(key: string): Promise<void>
}

/** A picture made anew from the pixels of a file. */
export interface ReadImage {
  bytes: Uint8Array
  type: ImageType
  width: number
  height: number
}

export interface Images {
  /**
   * A file as it is kept: upright, without metadata, no side longer than IMAGE_LIMITS.side. The same file gives the same bytes.
   * @throws image_refused for what is no image that is taken; unavailable when too many wait
   */
  read(file: Uint8Array): Promise<ReadImage>
}

export interface Mail {
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  /** Becomes the Message-ID, so that a mail that was sent twice is seen as one by mail programs. */
  key: string
}

export interface Mailer {
  /** @returns what the server said @throws when the server refuses or cannot be reached; the caller retries. */
  send(mail: Mail): Promise<string | undefined>
}

export interface PrintJob {
  html: string
  title: string
  author: string
  subject: string
  lang: string
}

export interface Printer {
  /** Prints HTML on A4 with bookmarks and tags. @throws when the browser cannot be had or takes too long. */
  print(job: PrintJob): Promise<{ pdf: Uint8Array; pages: number }>
}

/** How a text is shown beside its numbers. */
export interface ShowOptions {
  /** With the number of each paragraph where it ends, see `paragraphMark`. */
  marked?: boolean
  /** With ids on its paragraphs, so that links lead to them. */
  places?: boolean
}

/**
 * What is computed from whole texts. Each may be refused: @throws unavailable when too many wait, or this one takes too long;
 * content_too_large
 */
export interface Texts {
  /** What changed between two texts. Texts that differ too much get a coarser answer with a note. */
  compare(before: RedlineSide, after: RedlineSide): Promise<Compared>
  /** What somebody sent, as it is kept, and what became of the rest. */
  read(sent: SentText): Promise<ReadText>
  /** What rules ask of a text. */
  facts(content: string, variables: readonly Variable[]): Promise<TextFacts>
  /** @param numbered as pages show it; otherwise as a file holds it */
  show(content: string, variables: readonly Variable[], numbered: boolean, how?: ShowOptions): Promise<ShownText>
  toMarkdown(content: string, title?: string): Promise<string>
  /** What the search reads of a text. */
  index(content: string, variables: readonly Variable[]): Promise<IndexedBody>
  /** The paragraphs of a text that questions can be about. */
  passages(content: string, variables: readonly Variable[]): Promise<Passage[]>
  /** What `show` returned, with the words marked wherever they stand. */
  mark(html: string, words: readonly AskedWord[]): Promise<Marked>
  /** Where a comment on a paragraph is pinned; null when there is no such paragraph, or it has not these words. */
  anchor(text: RedlineSide, block: number, quote: string | null): Promise<Anchor | null>
  /** A paragraph as Markdown, to be written otherwise; null for one that has no wording. */
  wordingAt(text: RedlineSide, block: number): Promise<string | null>
  /** What becomes of a wording that somebody proposes for a paragraph. */
  readWording(text: RedlineSide, block: number, markdown: string): Promise<ReadWording>
  /** What proposed wordings change, each as HTML. */
  showWordings(text: RedlineSide, wordings: readonly Wording[]): Promise<string[]>
  /** A text with a proposed wording in it; null where its paragraph is another one by now. */
  takeWording(from: RedlineSide, wording: Wording, to: RedlineSide): Promise<string | null>
  /** Where the paragraphs of one text are in another, in the order of the anchors. */
  place(from: RedlineSide, anchors: readonly Anchor[], to: RedlineSide): Promise<Place[]>
}

/** What Temporal says of workflows. */
export interface WorkflowMonitor {
  /** The ids of the running workflows of a type, by Temporal's index, which may be some seconds old. */
  runningIds(workflowType: string, queue: TaskQueue): Promise<ReadonlySet<string>>
  /** Whether a workflow is running now, by its own record. */
  isRunning(workflowId: string): Promise<boolean>
}
