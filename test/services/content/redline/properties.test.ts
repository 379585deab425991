import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VARIABLE_TYPES, type Variable } from '#domain/documents/variables.ts'
import { contentHash } from '#services/content/hash.ts'
import { unitsOf } from '#services/content/redline/units.ts'
import { compareTexts, type RedlineSide, redline, redlineToHtml } from '#services/content/redline.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { randomRuns } from '#test/support/random-runs.ts'
import { contentHtml } from '../arbitraries.ts'
import { rebuilt, rebuiltTitle } from './rebuild.ts'

/** Attributes that the content may hold, in places where one of them may be another one. */
const ATTRIBUTES: [RegExp, string][] = [
  [/<ol>/, '<ol start="5">'],
  [/<ol start="7">/, '<ol>'],
  [/<(\/?)ol( start="7")?>/g, '<$1ul>'],
  [/<(\/?)ul>/g, '<$1ol>'],
  [/<(\/?)td/g, '<$1th'],
  [/<(\/?)th\b/g, '<$1td'],
  [/<td>/, '<td colspan="2">'],
  [/<td>/, '<td rowspan="2">'],
  [/<col width="\d+%">/, '<col width="70%">'],
  [/<colgroup>.*?<\/colgroup>/, ''],
  [/<table>(?!<col)/, '<table><col width="20%"><col width="40%">'],
  [/ colspan="2"/, ''],
  [/ rowspan="2"/, ' rowspan="3"'],
  [/<\/tr><tr>/, '</tr></table><table><tr>'],
  [/<\/table><table>/, ''],
  [/<\/li><li>/, '</li></ol><ol><li>'],
  [/<\/li><li>/, '<br>'],
  [/<\/li><li>/, '<p>'],
  [/<\/blockquote><blockquote>/, ''],
  [/<(\/?)blockquote>/g, ''],
  [/<p>(.*?)<\/p>/, '<blockquote><p>$1</p></blockquote>'],
  [/<p>(.*?)<\/p>/, '<ul><li>$1</li></ul>'],
  [/<(\/?)h2>/g, '<$1h3>'],
  [/<h3>/, '<h2>'],
  [/<(\/?)h[23]>/g, '<$1p>'],
  [/<\/p><p>/, ' '],
  [/<\/p><p>/, '<br>'],
  [/<br>/, '</p><p>'],
  [/<br>/, ''],
  [/<hr>/, ''],
  [/<(\/?)pre>/g, '<$1p>'],
  [/<(\/?)strong>/g, '<$1em>'],
  [/<(\/?)(?:em|u|s|sub|sup|code)>/g, '<$1strong>'],
  [/<\/?(?:strong|em|u|s|sub|sup)>/g, ''],
  [/href="https:/, 'href="http:'],
  [/#purpose/, '#scope'],
  [/<(\/?)a( href="[^"]*")?>/g, ''],
  [/data-variable="company"/, 'data-variable="x_1"'],
  [/data-variable="x_1"/, 'data-variable="company"'],
  [/<span data-variable="company">[^<]*<\/span>/, 'Helix'],
  [/access/, '<span data-variable="company"></span>'],
  [/4\.2/, '4.3'],
  [/1\./, '2.'],
]

const word = fc.constantFrom('Access', 'control', 'policy', 'of', 'Helix', ' ', '4.2')
const title = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' ').trim() || 'Policy')
const variable: fc.Arbitrary<Variable> = fc.record(
  {
    name: fc.constantFrom('company', 'x_1', 'owner'),
    label: fc.constantFrom('Company', 'Owner'),
    type: fc.constantFrom(...VARIABLE_TYPES),
    value: fc.constantFrom(null, '', ' ', 'Helix', 'Helix ', 'Vela Pharma', 'x'.repeat(90), `${'x'.repeat(90)}y`),
    help: fc.constantFrom('', 'Who we are'),
  },
  { requiredKeys: ['name', 'label', 'type', 'value'] },
)
const variables = fc.oneof(fc.constant<Variable[]>([]), fc.array(variable, { maxLength: 3 }))

type Edit = { what: 'add' | 'drop' | 'move' | 'word' | 'repeat' | 'attribute'; at: number; other: string }
const attribute: fc.Arbitrary<Edit> = fc.record({
  what: fc.constant('attribute'),
  at: fc.nat(),
  other: fc.constant(''),
})
const rewriting: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('add', 'drop', 'move', 'word', 'repeat'),
  at: fc.nat(),
  other: contentHtml,
})
/** Often one attribute and nothing else, so that nothing else makes up for it when it is not seen. */
const edits = fc.oneof(
  attribute.map((one) => [one]),
  fc.array(fc.oneof(attribute, rewriting), { maxLength: 3 }),
)

/** The parts with the first attribute changed that they have, beginning with any. */
function withAttribute(parts: readonly string[], first: number): string[] {
  for (let tried = 0; tried < ATTRIBUTES.length; tried += 1) {
    const [pattern, by] = ATTRIBUTES[(first + tried) % ATTRIBUTES.length] ?? [/$^/, '']
    const found = parts.findIndex((part) => part.search(pattern) >= 0)
    if (found >= 0) return parts.map((part, at) => (at === found ? part.replace(pattern, by) : part))
  }
  return [...parts]
}

function edited(parts: readonly string[], all: readonly Edit[]): string {
  let after = [...parts]
  for (const { what, at, other } of all) {
    const place = at % after.length
    if (what === 'add') after.splice(place, 0, other)
    if (what === 'drop' && after.length > 1) after.splice(place, 1)
    if (what === 'move') after.push(...after.splice(place, 1))
    if (what === 'repeat') after.push(after[place] ?? '')
    if (what === 'word') after[place] = (after[place] ?? '').replace(/a/g, 'the')
    if (what === 'attribute') after = withAttribute(after, at)
  }
  return after.join('')
}

/** A text and a second version of it: pieces dropped, added, moved and edited, attributes, title and variables changed. */
const twoTexts: fc.Arbitrary<[RedlineSide, RedlineSide]> = fc
  .record({
    parts: fc.array(contentHtml, { minLength: 1, maxLength: 5 }),
    made: edits,
    titles: fc.oneof(
      title.map((same) => [same, same] as const),
      fc.tuple(title, title),
    ),
    lists: fc.oneof(
      variables.map((same) => [same, same] as const),
      fc.tuple(variables, variables),
    ),
  })

  .map(({ parts, made, titles, lists }) => [
    { title: titles[0], content: sanitizeContent(parts.join('')), variables: lists[0] },
    { title: titles[1], content: sanitizeContent(edited(parts, made)), variables: lists[1] },
  ])

const hashOf = (side: RedlineSide) => contentHash({ identifier: 'POL-AC-001', kind: 'policy', ...side })

test.each([
  ['in good time', 1_500],
  ['when the time is over at once', 0],
])(
  'what is kept and added is the new text, what is kept and removed the old one, attributes included, %s',
  (_name, limit) => {
    fc.assert(
      fc.property(twoTexts, ([before, after]) => {
        const result = redline(before, after, limit)
        expect(rebuilt(result, 'new')).toBe(after.content)
        expect(rebuilt(result, 'old')).toBe(before.content)
        expect(rebuiltTitle(result, 'new') ?? before.title).toBe(after.title)
        expect(rebuiltTitle(result, 'old') ?? after.title).toBe(before.title)
      }),
      { numRuns: randomRuns(200) },
    )
  },
)

test('texts with different hashes never compare as unchanged, and those with the same hash always do', () => {
  fc.assert(
    fc.property(twoTexts, ([before, after]) => {
      const { changes, renumbered, summary } = compareTexts(before, after).comparison
      const same = hashOf(before) === hashOf(after)
      expect({ none: changes + renumbered === 0, nothing: summary.includes('Nothing changed.') }).toEqual({
        none: same,
        nothing: same,
      })
    }),
    { numRuns: randomRuns(300) },
  )
})

/** The letters that the HTML shows of one side, in any order: what is marked as not of it and what is said about it left out. */
const lettersShown = (html: string, without: 'ins' | 'del'): string =>
  lettersOf(
    html
      .replace(/<div class="change fact".*?<\/div>/gs, '')
      .replace(/<p class="(?:format-label|moved-label|moved-from|redline-note)">.*?<\/p>|<summary>.*?<\/summary>/gs, '')
      .replace(new RegExp(`<${without}[ >].*?</${without}>`, 'gs'), '')
      .replace(/<[^>]+>/g, '')
      .replace(/&(lt|gt|amp|quot);/g, ''),
  )
const lettersOf = (text: string): string => (text.match(/\p{L}/gu) ?? []).toSorted().join('')

test('the HTML shows every letter of both texts, each change has one place to jump to, and one without words is named', () => {
  fc.assert(
    fc.property(twoTexts, ([before, after]) => {
      const result = redline(before, after)
      const html = redlineToHtml(result)
      const text = (side: RedlineSide) =>
        lettersOf(
          unitsOf(side)
            .map((unit) => (unit.number?.text ?? '') + unit.text)
            .join(),
        )
      expect(lettersShown(html, 'del')).toBe(text(after))
      expect(lettersShown(html, 'ins')).toBe(text(before))
      const ids = [...html.matchAll(/ id="change-(\d+)"/g)].map(([, id]) => Number(id))
      expect(ids).toEqual(Array.from({ length: result.changes }, (_, at) => at + 1))
      for (const block of result.blocks)
        if (block.kind === 'changed' && !block.reworded) expect(block.notes.join()).not.toBe('')
    }),
    { numRuns: randomRuns(200) },
  )
})
