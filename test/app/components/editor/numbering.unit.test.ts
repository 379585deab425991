import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extensionsFor } from '#app/components/editor/extensions.ts'
import { clauseNumber, numberedHeadings } from '#app/components/editor/numbering.ts'
import { VariableChips } from '#app/components/editor/variable-node.ts'
import { TEXT_JOBS } from '#services/content/jobs.ts'
import { renderPrintHtml } from '#services/print/html.ts'
import { published } from '#test/support/print-models.ts'
import { randomRuns } from '#test/support/random-runs.ts'

/* One list of texts, each numbered in the editor, on the page that is read and in the PDF. */

const schema = getSchema(extensionsFor(new VariableChips(), { address: '', onRefusal: () => undefined }))

/** A block by its tag and its text; `**` around a part of it is bold, `{{x}}` a variable. */
type Written = [tag: 'h2' | 'h3' | 'h4' | 'p' | 'li' | 'td' | 'blockquote', text: string]

const PARTS = /\*\*(.+?)\*\*|\{\{(\w+)\}\}|([^*{]+)/g

function inline(text: string): { html: string; json: object[] } {
  const parts = [...text.matchAll(PARTS)].map(([, bold, name, plain = '']) => {
    if (bold) return { html: `<strong>${bold}</strong>`, json: { type: 'text', text: bold, marks: [{ type: 'bold' }] } }
    if (name) return { html: `<span data-variable="${name}"></span>`, json: { type: 'variable', attrs: { name } } }
    return { html: plain, json: { type: 'text', text: plain } }
  })
  return { html: parts.map(({ html }) => html).join(''), json: parts.map(({ json }) => json) }
}

const WRAPPED: Partial<Record<Written[0], [html: (inner: string) => string, types: string[]]>> = {
  li: [(inner) => `<ol start="4"><li><p>${inner}</p></li></ol>`, ['orderedList', 'listItem']],
  td: [(inner) => `<table><tr><td>${inner}</td></tr></table>`, ['table', 'tableRow', 'tableCell']],
  blockquote: [(inner) => `<blockquote><p>${inner}</p></blockquote>`, ['blockquote']],
}

const htmlOf = (blocks: Written[]): string =>
  blocks.map(([tag, text]) => WRAPPED[tag]?.[0](inline(text).html) ?? `<${tag}>${inline(text).html}</${tag}>`).join('')

function docOf(blocks: Written[]): Node {
  const content = blocks.map(([tag, text]): object => {
    const { json } = inline(text)
    if (tag.startsWith('h')) return { type: 'heading', attrs: { level: Number(tag[1]) }, content: json }
    const paragraph: object = { type: 'paragraph', content: json }
    return (WRAPPED[tag]?.[1] ?? []).reduceRight((inner, type) => ({ type, content: [inner] }), paragraph)
  })
  const doc = Node.fromJSON(schema, { type: 'doc', content })
  doc.check()
  return doc
}

/** The numbers in front of headings, with their levels, and those that hang in front of paragraphs. */
function inEditor(blocks: Written[]): string[] {
  const doc = docOf(blocks)
  const headings = new Map(numberedHeadings(doc).map(({ at, level, number }) => [at, `h${level} ${number}`]))
  const found: string[] = []
  doc.forEach((node, at) => {
    const clause = node.type.name === 'paragraph' ? clauseNumber(node) : null
    const number = headings.get(at) ?? (clause ? node.textContent.slice(clause.from, clause.to).trim() : undefined)
    if (number !== undefined) found.push(number)
  })
  return found
}

const NUMBERED =
  /<h([234]) id="[^"]*">(?:<span class="no">([\d.]+)<\/span> )?|<p class="clause"><span class="no">([\d.]+)</g
const inHtml = (html: string): string[] =>
  [...html.matchAll(NUMBERED)].map(([, level, number = '', clause]) => clause ?? `h${level} ${number}`)

const stored = (blocks: Written[]) => TEXT_JOBS.read({ format: 'html', body: htmlOf(blocks) }).content
const onPage = (blocks: Written[]) => inHtml(TEXT_JOBS.show(stored(blocks), [], true).html)
const inPrint = (blocks: Written[]) => {
  const html = renderPrintHtml({ ...published, content: stored(blocks), variables: [] })
  return inHtml(html.slice(html.indexOf('<main'), html.indexOf('</main>')))
}

const CASES: [what: string, blocks: Written[], numbers: string[]][] = [
  [
    'levels in order',
    [
      ['h2', 'A'],
      ['h3', 'B'],
      ['h4', 'C'],
      ['h3', 'D'],
      ['h2', 'E'],
    ],
    ['h2 1', 'h3 1.1', 'h4 1.1.1', 'h3 1.2', 'h2 2'],
  ],
  [
    'a level that is left out',
    [
      ['h2', 'A'],
      ['h4', 'B'],
      ['h4', 'C'],
    ],
    ['h2 1', 'h3 1.1', 'h3 1.2'],
  ],
  [
    'a deeper one first',
    [
      ['h3', 'A'],
      ['h2', 'B'],
      ['h3', 'C'],
    ],
    ['h2 1', 'h2 2', 'h3 2.1'],
  ],
  [
    'only deeper ones',
    [
      ['h4', 'A'],
      ['h4', 'B'],
    ],
    ['h2 1', 'h2 2'],
  ],
  [
    'one without a word',
    [
      ['h2', 'A'],
      ['h2', ' '],
      ['h3', 'B'],
    ],
    ['h2 1', 'h3 1.1'],
  ],
  [
    'numbers of the author',
    [
      ['h2', '1. A'],
      ['h2', 'Section 2 B'],
      ['h3', 'C'],
    ],
    ['h2 ', 'h2 ', 'h3 '],
  ],
  [
    'a clause',
    [
      ['p', '4.2 A shared account'],
      ['p', '3.5 million people'],
      ['p', '4 Signing in'],
    ],
    ['4.2'],
  ],
  [
    'a clause with a bold beginning',
    [
      ['p', '4.2 **Access** ends'],
      ['p', '**4.3** Access ends'],
    ],
    ['4.2'],
  ],
  ['a clause that begins with a variable', [['p', '4.2 {{company}} decides']], []],
  ['a clause after a blank', [['p', ' 10.1.3 “Secret” means']], ['10.1.3']],
  [
    'lists, tables and quotes',
    [
      ['h2', 'A'],
      ['li', '4.2 Access'],
      ['td', '4.2 Access'],
      ['blockquote', '4.2 Access'],
      ['h2', 'B'],
    ],
    ['h2 1', 'h2 2'],
  ],
]

test.each(CASES)('%s: the editor, the page and the PDF have the same numbers', (_what, blocks, numbers) => {
  expect(inEditor(blocks)).toEqual(numbers)
  expect(onPage(blocks)).toEqual(numbers)
  expect(inPrint(blocks)).toEqual(numbers)
})

const written: fc.Arbitrary<Written> = fc.tuple(
  fc.constantFrom('h2', 'h3', 'h4', 'p', 'li', 'td', 'blockquote'),
  fc
    .array(fc.constantFrom('4.2', '1.', 'A', 'Access', ' ', '**Bold**', '{{x}}', '“', 'section 4', '10.1.3', '3.5 m'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((words) => words.join(' ')),
)

test('any sequence of blocks has the same numbers in all three', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 8 }), (blocks) => {
      const numbers = onPage(blocks)
      expect(inEditor(blocks)).toEqual(numbers)
      expect(inPrint(blocks)).toEqual(numbers)
    }),
    { numRuns: randomRuns(300) },
  )
})
