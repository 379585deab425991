import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderContent } from '#services/content/render.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { askedWords } from '#services/content/search/asked.ts'
import { markHtml } from '#services/content/search/mark-html.ts'
import { indexBody, searchVectors } from '#services/content/search/vector.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml } from './arbitraries.ts'

const shown = (html: string, typed: string) =>
  markHtml(renderContent(sanitizeContent(html), [], { numbered: true }), askedWords(typed))

describe('words of a search in a page', () => {
  test('are marked across emphasis, beside signs that HTML writes in its own way, and in every place', () => {
    const { html, marks } = shown(
      '<p>R&amp;D <strong>poli</strong>cies &lt;A.5.15&gt;</p><p>One policy.</p>',
      'policy a.5',
    )
    expect(html).toBe(
      '<p>R&amp;D <strong><mark id="found" tabindex="-1">poli</mark></strong><mark>cies</mark> ' +
        '&lt;<mark>A.5</mark>.15&gt;</p><p>One <mark>policy</mark>.</p>',
    )
    expect(marks).toBe(3)
  })

  test('are marked in the number of a section, and where most of them stand together one begins to read', () => {
    const { html } = shown('<p>Keys.</p><h2>Doors</h2><h3>Keys of doors</h3>', 'keys 1.1')
    expect(html).toContain('<mark id="found" tabindex="-1">1.1</mark></span> <mark>Keys</mark> of doors')
  })

  test('are no words of an address, a tag or a title', () => {
    const { html } = shown('<p><a href="https://strong.example/a">Go</a></p>', 'strong example href')
    expect(html).not.toContain('<mark')
  })

  test('change nothing but the marks, whatever was written and typed', () => {
    fc.assert(
      fc.property(contentHtml, fc.string(), (markup, typed) => {
        const html = renderContent(sanitizeContent(markup), [], { numbered: true })
        const words = askedWords(`${typed} a 1 s`)
        expect(markHtml(html, words).html.replace(/<\/?mark[^>]*>/g, '')).toBe(html)
      }),
      { numRuns: randomRuns(300) },
    )
  })
})

test('the largest text of as many different words as fit is one that PostgreSQL takes', () => {
  const body = Array.from({ length: 500_000 }, (_, at) =>
    String.fromCodePoint(0x4e00 + ((at * 7919 + (at >> 3)) % 20_000)),
  ).join('')
  const { words } = searchVectors({ identifier: 'POL-AC-001', title: 'Access', keywords: '' }, indexBody(body))
  const lexemes = words.split(' ').map((entry) => entry.split(':'))
  const bytes = lexemes.reduce(
    (sum, [lexeme = '', places = '']) => sum + Buffer.byteLength(lexeme) + 2 * places.split(',').length + 2,
    0,
  )
  expect(bytes).toBeLessThan(1 << 20)
  expect(words).toContain('access')
})
