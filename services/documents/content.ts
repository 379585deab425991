import { markdownToContent } from '../content/markdown.ts'
import { sanitizeContent } from '../content/sanitize.ts'

/** Text as it came in, in whatever format, made into the sanitized HTML we keep. @throws content_too_large */
export const readContent = (input: { format: 'html' | 'markdown'; body: string }): string =>
  input.format === 'markdown' ? markdownToContent(input.body) : sanitizeContent(input.body)
