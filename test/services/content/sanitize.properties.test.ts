import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownToContent } from '#services/content/markdown.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { anyText } from '#test/support/any-text.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml, tagSoup } from './arbitraries.ts'

const RUNS = randomRuns(300)

test('sanitizing twice changes nothing, whatever came in', () => {
  fc.assert(
    fc.property(fc.oneof(contentHtml, tagSoup, anyText), (html) => {
      const once = sanitizeContent(html)
      expect(sanitizeContent(once)).toBe(once)
    }),
    { numRuns: RUNS },
  )
})

test('content survives the way to Markdown and back', () => {
  fc.assert(
    fc.property(fc.oneof(contentHtml, tagSoup), (html) => {
      const content = sanitizeContent(html)
      expect(markdownToContent(contentToMarkdown(content))).toBe(content)
    }),
    { numRuns: RUNS },
  )
})
