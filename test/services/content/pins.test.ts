import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Anchor } from '#domain/comments/anchor.ts'
import { replaceMarks, withoutMarks } from '#services/content/paragraph-marks.ts'
import { anchorAt, placeAnchors } from '#services/content/pins.ts'
import { unitsOf } from '#services/content/redline/units.ts'
import { redline, redlineToHtml } from '#services/content/redline.ts'
import { renderContent } from '#services/content/render.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml } from './arbitraries.ts'
import { side } from './redline/sides.ts'

const TEXT = '<h2>Access</h2><p>Access is reviewed twice a year, and twice by Legal.</p><p>Keep the records.</p>'

function pinned(content: string, block: number, quote: string | null = null): Anchor {
  const anchor = anchorAt(side(content), block, quote)
  if (!anchor) throw new Error('there is no such paragraph')
  return anchor
}
const placed = (before: string, anchor: Anchor, after: string) => placeAnchors(side(before), [anchor], side(after))[0]

describe('an anchor', () => {
  test('is on no paragraph that is not there, and on no words that do not stand in it', () => {
    expect(anchorAt(side(TEXT), 3, null)).toBeNull()
    expect(anchorAt(side(TEXT), 1, 'three times')).toBeNull()
  })

  test('takes the words however blanks stand between them', () => {
    expect(pinned(TEXT, 1, ' reviewed\n twice ')).toMatchObject({ quote: 'reviewed twice', before: 'Access is ' })
  })

  test('follows a paragraph that was edited, and says that it was', () => {
    const after = TEXT.replace('a year', 'every year').replace('<h2>', '<p>Read this first.</p><h2>')
    expect(placed(TEXT, pinned(TEXT, 1, 'reviewed twice'), after)).toMatchObject({
      kind: 'here',
      block: 2,
      same: false,
      quoteAt: 10,
    })
  })

  test('of words that stand twice is on those with the same words around them', () => {
    const anchor = { ...pinned(TEXT, 1, 'twice'), before: 'a year, and ', after: ' by Legal.' }
    expect(placed(TEXT, anchor, TEXT.replace('<p>Keep', '<p>Always keep'))).toMatchObject({ quoteAt: 37 })
  })

  test('says where a paragraph stood that is gone', () => {
    const after = TEXT.replace(/<p>Access.*?<\/p>/, '')
    expect(placed(TEXT, pinned(TEXT, 1), after)).toEqual({ kind: 'removed', behind: 0 })
    expect(placed(TEXT, pinned(TEXT, 0), '<p>Keep the records.</p>')).toEqual({ kind: 'removed', behind: null })
  })

  test('goes with the paragraph into another section', () => {
    const before = '<h2>One</h2><p>Laptops are locked when nobody uses them.</p><h2>Two</h2><p>Second text.</p>'
    const after = '<h2>One</h2><h2>Two</h2><p>Second text.</p><p>Laptops are locked when nobody uses them.</p>'
    expect(placed(before, pinned(before, 1), after)).toMatchObject({ kind: 'here', block: 3, same: true })
  })

  test('is found by what its paragraph says, should paragraphs be counted otherwise', () => {
    const anchor = { ...pinned(TEXT, 2), block: 7 }
    expect(placed(TEXT, anchor, TEXT)).toMatchObject({ kind: 'here', block: 2, same: true })
  })
})

/** A paragraph like no other: its words are its own. */
const paragraph = (n: number, edits = 0): string =>
  `<p>${Array.from({ length: 8 }, (_, at) => `word${n}x${at < edits ? `${at}new` : at}`).join(' ')}</p>`

type Edit = { what: 'add' | 'drop' | 'reword' | 'split'; at: number }
const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('add', 'drop', 'reword', 'split'),
  at: fc.nat(),
})

/** The paragraphs after edits of all but one. */
function edited(count: number, kept: number, edits: readonly Edit[]): string[] {
  const all = Array.from({ length: count }, (_, n) => ({ n, html: paragraph(n) }))
  let added = count
  for (const { what, at } of edits) {
    const place = at % (all.length + 1)
    const other = all[place]
    if (what === 'add' || other === undefined) {
      all.splice(place, 0, { n: added, html: at % 3 === 0 ? `<h2>Heading${added}</h2>` : paragraph(added) })
      added += 1
    } else if (other.n !== kept) {
      if (what === 'drop') all.splice(place, 1)
      if (what === 'reword') other.html = paragraph(other.n, 1 + (at % 8))
      if (what === 'split') other.html = other.html.replace(/ (?=word\d+x4)/, '</p><p>')
    }
  }
  return all.map(({ html }) => html)
}

test('no edit of other paragraphs moves a pin off its paragraph', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.nat(),
      fc.array(edit, { maxLength: 12 }),
      fc.boolean(),
      (count, which, edits, quoting) => {
        const kept = which % count
        const before = Array.from({ length: count }, (_, n) => paragraph(n)).join('')
        const quote = quoting ? `word${kept}x3 word${kept}x4` : null
        const anchor = pinned(before, kept, quote)
        const after = edited(count, kept, edits).join('')
        const expected = unitsOf(side(after)).findIndex(({ text }) => text === anchor.text)
        expect(placed(before, anchor, after)).toEqual({
          kind: 'here',
          block: expected,
          text: anchor.text,
          same: true,
          quoteAt: quote === null ? null : anchor.text.indexOf(quote),
        })
      },
    ),
    { numRuns: randomRuns(400) },
  )
})

const marksOf = (html: string): number[] => {
  const marks: number[] = []
  replaceMarks(html, (block) => {
    marks.push(block)
    return ''
  })
  return marks
}

test('the text and its redline number the same paragraphs, each once and in order, and say the same without the numbers', () => {
  fc.assert(
    fc.property(contentHtml, contentHtml, (before, after) => {
      const numbers = unitsOf(side(after)).map(({ at }) => at)
      const shown = renderContent(after, [], { numbered: true, marked: true })
      expect(marksOf(shown)).toEqual(numbers)
      expect(withoutMarks(shown)).toBe(renderContent(after, [], { numbered: true }))
      expect(marksOf(redlineToHtml(redline(side(before), side(after))))).toEqual(numbers)
    }),
    { numRuns: randomRuns(200) },
  )
})
