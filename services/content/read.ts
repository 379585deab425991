import type { ImportWarning } from '#domain/documents/import-warnings.ts'
import { surveyHtml } from './html-survey.ts'
import { importMarkdown } from './markdown.ts'
import { sanitizeContent } from './sanitize.ts'
import { createWarnings, placeOf } from './warnings.ts'

/** A text as it came in, in whatever format. */
export interface SentText {
  format: 'html' | 'markdown'
  body: string
  /** The title of the document that it is for; a Markdown text that begins with it does not get it twice. */
  title?: string
}

/** A text as it is kept, and what became of the rest. */
export interface ReadText {
  /** Sanitized HTML. */
  content: string
  /** What the text calls itself, where that is no part of the content. */
  title: string | null
  warnings: ImportWarning[]
}

/** @throws DomainError `content_too_large` */
export function readText({ format, body, title }: SentText): ReadText {
  if (format === 'html') return readHtml(body)
  const read = importMarkdown(body, title)
  return { content: read.content, title: read.title, warnings: read.warnings }
}

function readHtml(html: string): ReadText {
  const content = sanitizeContent(html)
  const { all, ...report } = createWarnings()
  surveyHtml(html, { ...report, at: placeOf })
  return { content, title: null, warnings: all(content) }
}
