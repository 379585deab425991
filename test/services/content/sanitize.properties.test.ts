import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHash } from '#services/content/hash.ts'
import { cleanText } from '#services/content/inline.ts'
import { importMarkdown, markdownToContent } from '#services/content/markdown.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { anyText } from '#test/support/any-text.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml, tagSoup, temptingText } from './arbitraries.ts'

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

test('a document survives the way to a file with its title and back, to the same hash', () => {
  const file = fc.record({ title: fc.oneof(temptingText, anyText), html: fc.oneof(contentHtml, tagSoup) })
  fc.assert(
    fc.property(file, ({ title, html }) => {
      const content = sanitizeContent(html)
      const markdown = contentToMarkdown(content, title)
      const facts = { identifier: 'POL-AC-001', kind: 'policy', title, variables: [] }
      const back = importMarkdown(markdown, title)
      expect(contentHash({ ...facts, content: back.content })).toBe(contentHash({ ...facts, content }))
      // Without its title being given, the file says it.
      expect(importMarkdown(markdown)).toMatchObject({
        content,
        title: cleanText(title).trim() === '' ? null : expect.anything(),
      })
      expect(back.warnings.filter(({ code }) => code !== 'anchor_unknown')).toEqual([])
    }),
    { numRuns: RUNS },
  )
})
