import { expect, test } from 'vitest'
import { outline } from '#services/content/outline.ts'
import { renderContent } from '#services/content/render.ts'
import { parseContent, sanitizeContent } from '#services/content/sanitize.ts'
import { countsOf, countWords, plainText, suggestAbstract } from '#services/content/text.ts'
import { typedNames, unfilledVariables, variableNames } from '#services/content/variables.ts'

const contentCounts = (content: string) => countsOf(parseContent(content), [])
const company = { name: 'company', label: 'Company', type: 'text' as const, value: 'Helix Pharma' }
const chip = '<span data-variable="company">{{company}}</span>'

test('plain text has a line for each block, item and row', () => {
  const content = `<h2>Purpose</h2><p>For ${chip}</p><ul><li>a<ul><li>b</li></ul></li></ul><table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>`
  expect(plainText(content, [company])).toBe('Purpose\nFor Helix Pharma\na\nb\nc\td')
  expect(plainText(content)).toContain('For {{company}}')
})

test.each([
  ['', 0],
  ['one', 1],
  ['two words — and a dash', 5],
  ['non-repudiation, e.g. AU-10(5)', 3],
  ['访问控制政策', 3],
  ['Zugriff und アクセス制御', 4],
  ['सूचना सुरक्षा', 2],
])('the words of %j are %i', (text, words) => {
  expect(countWords(text)).toBe(words)
})

test('reading takes a minute for 220 words, at least one, none for nothing', () => {
  const words = (count: number) => `<p>${'word '.repeat(count)}</p>`
  expect(contentCounts(words(1_320))).toEqual({ words: 1320, characters: 1320 * 5 - 1, minutesToRead: 6 })
  expect(contentCounts(words(3)).minutesToRead).toBe(1)
  expect(contentCounts('')).toEqual({ words: 0, characters: 0, minutesToRead: 0 })
  expect(contentCounts('<p>👩🏽‍💻é</p>').characters).toBe(2)
})

test('the outline numbers headings by their place and gives each its own id', () => {
  const content = '<h2>Scope</h2><h3>Who</h3><h3>What</h3><h2>Scope</h2><h3>Who</h3><h2>Scope 1</h2>'
  expect(outline(content).map(({ number, text, id }) => [number, text, id])).toEqual([
    ['1', 'Scope', 'scope'],
    ['1.1', 'Who', 'who'],
    ['1.2', 'What', 'what'],
    ['2', 'Scope', 'scope-1'],
    ['2.1', 'Who', 'who-1'],
    ['3', 'Scope 1', 'scope-1-1'],
  ])
})

test('headings in other scripts and without letters have ids too', () => {
  expect(outline('<h2>Datenschutz für Ärzte</h2><h2>访问控制</h2><h2>—</h2>').map(({ id }) => id)).toEqual([
    'datenschutz-für-ärzte',
    '访问控制',
    'section',
  ])
})

test('a link reaches its heading, whatever tool its target was written with, and however long the heading is', () => {
  const long = 'What is to be done when a laptop, a phone or any other device that holds data of ours is lost or stolen'
  const heading = `<h2>Roles &amp; duties (4.2)</h2><h2>${long}</h2><h2>Zürich</h2><h2>Duties of ${chip}</h2>`
  const targets = [
    '#roles--duties-42',
    '#Roles-Duties-4-2',
    `#${long.toLowerCase().replace(/,/g, '').replace(/ /g, '-')}`,
  ]
  const more = ['#z%C3%BCrich', '#zurich', '#user-content-zürich', '#duties-of-company']
  const links = [...targets, ...more].map((target) => `<a href="${target}">x</a>.`).join('')
  const html = renderContent(sanitizeContent(`${heading}<p>${links}</p>`), [company])
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`)
  const [roles, device, city, duties] = ids
  expect([...html.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    ...[roles, roles, device, city, city, city, duties],
  ])
})

test('a link to a heading that is not there stays as it was written', () => {
  const content = '<h2>Scope</h2><p><a href="#purpose">see</a></p>'
  expect(sanitizeContent(content)).toBe(content)
})

test.each([
  '<h2>1. Purpose</h2><h2>2. Scope</h2>',
  '<h2>Section 4 Access</h2><h3>4.1 Who</h3>',
  '<h2>Article 5: Duties</h2>',
])('an author’s own numbers stay the only ones: %s', (content) => {
  expect(outline(content).every(({ number }) => number === '')).toBe(true)
})

test('a heading that merely begins with "A" is numbered', () => {
  expect(outline('<h2>A short history</h2>')[0]?.number).toBe('1')
})

test('a page gets ids, numbers and values; what is not filled in is marked', () => {
  const content = `<h2>For ${chip}</h2><p><span data-variable="dpo"></span></p>`
  expect(
    renderContent(content, [company, { ...company, name: 'dpo', label: 'DPO', value: ' ' }], { numbered: true }),
  ).toBe(
    '<h2 id="for-company"><span class="no">1</span> For <span class="variable">Helix Pharma</span></h2>' +
      '<p><span class="variable is-unfilled" title="Not filled in: DPO">DPO</span></p>',
  )
})

test('unfilled variables are those used without a value, each once, in reading order', () => {
  const content = '<p><span data-variable="b"></span><span data-variable="a"></span><span data-variable="b"></span></p>'
  expect(unfilledVariables(variableNames(parseContent(content)), [{ ...company, name: 'c', value: null }])).toEqual([
    'b',
    'a',
  ])
  expect(unfilledVariables(variableNames(parseContent(`<p>${chip}</p>`)), [company])).toEqual([])
})

test('what is typed in double braces and is no variable is found, but not in code', () => {
  const content =
    '<p>Call {{helpdesk}} or {{ <strong>Help</strong> desk }}.</p><ul><li>{{helpdesk}} {{}} {x} {{ f("x") }}</li></ul>' +
    `<p>${chip} <code>{{code}}</code></p><pre><code>{{pre}}</code></pre>`
  expect(typedNames(parseContent(content))).toEqual(['helpdesk', 'Help desk'])
})

test('an abstract is made of whole sentences and at most 500 characters long', () => {
  const sentence = 'Access ends when the need ends. '
  expect(suggestAbstract(`<h2>Purpose</h2><p>${sentence}</p><p>More.</p>`)).toBe(
    'Access ends when the need ends. More.',
  )
  const long = suggestAbstract(`<p>${sentence.repeat(40)}</p>`)
  expect(long).toMatch(/ends\.$/)
  expect(long.length).toBeGreaterThan(460)
  expect(long.length).toBeLessThanOrEqual(500)
  expect(suggestAbstract(`<p>${'x'.repeat(900)}</p>`)).toHaveLength(500)
  expect(suggestAbstract('<h2>Only a heading</h2>')).toBe('')
})
