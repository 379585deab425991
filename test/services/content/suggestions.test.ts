import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitsOf } from '#services/content/redline/units.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { readWording, showWordings, takeWording, type Wording, wordingAt } from '#services/content/suggestions.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml } from './arbitraries.ts'
import { side } from './redline/sides.ts'

const TEXT = sanitizeContent(
  '<h2>Access</h2><p>Access is <strong>reviewed</strong> twice a year by <span data-variable="owner"></span>.</p>' +
    '<ul><li>Report what you lose.</li></ul><table><tr><td>Laptop</td></tr></table>',
)

function proposed(content: string, block: number, markdown: string): Wording {
  const read = readWording(side(content), block, markdown)
  if (typeof read === 'string') throw new Error(read)
  return read
}

describe('a wording', () => {
  test('begins as the Markdown of its paragraph, and shows what it changes', () => {
    expect(wordingAt(side(TEXT), 1)).toBe('Access is **reviewed** twice a year by {{owner}}.')
    const suggestion = proposed(TEXT, 1, 'Access is **reviewed** every quarter by {{owner}}.')
    expect(showWordings(side(TEXT), [suggestion])[0]).toContain('<del>twice a year</del><ins>every quarter</ins>')
  })

  test('is one paragraph that says something else, and safe', () => {
    expect(wordingAt(side(TEXT), 3)).toBeNull()
    expect(readWording(side(TEXT), 3, 'Phone')).toBe('no_wording_here')
    expect(readWording(side(TEXT), 9, 'Phone')).toBe('no_wording_here')
    expect(readWording(side(TEXT), 2, 'Report it.\n\nAt once.')).toBe('not_one_paragraph')
    expect(readWording(side(TEXT), 2, '')).toBe('not_one_paragraph')
    expect(readWording(side(TEXT), 2, 'Report what you lose.')).toBe('same_wording')
    expect(proposed(TEXT, 2, 'Report <script>it</script><b onclick="x()">now</b>.').wording).toBe(
      '<p>Report <strong>now</strong>.</p>',
    )
  })

  test('takes the place of its paragraph, and of nothing else', () => {
    const suggestion = proposed(TEXT, 2, 'Report what you lose *at once*.')
    const longer = TEXT.replace('<ul>', '<p>First of all:</p><ul>')
    expect(takeWording(side(TEXT), suggestion, side(longer))).toBe(
      longer.replace('what you lose.', 'what you lose <em>at once</em>.'),
    )
  })

  test('is not taken where its paragraph was changed or removed meanwhile', () => {
    const suggestion = proposed(TEXT, 2, 'Report what you lose at once.')
    expect(takeWording(side(TEXT), suggestion, side(TEXT.replace('you lose', 'you have lost')))).toBeNull()
    expect(takeWording(side(TEXT), suggestion, side(TEXT.replace(/<ul>.*<\/ul>/, '')))).toBeNull()
  })
})

/** The text with wordings taken one after the other; those that cannot be taken are left. */
const takeAll = (content: string, wordings: readonly Wording[]): string =>
  wordings.reduce((draft, one) => takeWording(side(content), one, side(draft)) ?? `not taken: ${draft}`, content)

test('wordings of different paragraphs make the same text in whatever order they are taken', () => {
  const paragraph = (n: number) => `<p>word${n}a word${n}b word${n}c word${n}d</p>`
  const texts = fc.integer({ min: 1, max: 8 }).map((count) => Array.from({ length: count }, (_, n) => paragraph(n)))
  fc.assert(
    fc.property(
      texts,
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (parts, which, order) => {
        const content = parts.map((part, n) => (n % 3 === 2 ? `<ul><li>${part}</li></ul>` : part)).join('')
        const blocks = [...new Set(which.map((one) => one % parts.length))]
        const wordings = blocks.map((block) => proposed(sanitizeContent(content), block, `New words ${block}`))
        const shuffled = wordings
          .map((one, at) => ({ one, by: order[at] ?? 0 }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ one }) => one)
        const taken = takeAll(sanitizeContent(content), wordings)
        expect(takeAll(sanitizeContent(content), shuffled.toReversed())).toBe(taken)
        expect(unitsOf(side(taken)).map(({ text }) => text)).toEqual(
          unitsOf(side(content)).map(({ text }, at) => (blocks.includes(at) ? `New words ${at}` : text)),
        )
      },
    ),
    { numRuns: randomRuns(200) },
  )
})

test('in any text a wording changes its paragraph alone', () => {
  fc.assert(
    fc.property(contentHtml, fc.nat(), (html, which) => {
      const content = sanitizeContent(html)
      const units = unitsOf(side(content))
      const block = units.length === 0 ? 0 : which % units.length
      const read = readWording(side(content), block, 'Something else altogether')
      fc.pre(typeof read !== 'string')
      const taken = takeWording(side(content), read as Wording, side(content))
      const now = unitsOf(side(taken ?? ''))
      expect(now.map(({ key }) => key).toSpliced(block, 1)).toEqual(units.map(({ key }) => key).toSpliced(block, 1))
      expect(now[block]?.text).toBe('Something else altogether')
    }),
    { numRuns: randomRuns(200) },
  )
})
