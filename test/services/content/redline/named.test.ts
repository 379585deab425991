import { describe, expect, test } from 'vitest'
import type { Variable } from '#domain/documents/variables.ts'
import { redline } from '#services/content/redline.ts'
import { compare, htmlOf, POLICY, said, side } from './sides.ts'

describe('a difference without words is named in words', () => {
  const list = (open: string, close: string) =>
    `<h2>Steps</h2>${open}<li>First of all</li><li>Second to none</li>${close}`
  const row = (...cells: string[]) => `<tr>${cells.join('')}</tr>`
  const table = (...rows: string[]) => `<table>${rows.join('')}</table>`
  const [one, two] = [row('<td>a</td>', '<td>b</td>'), row('<td>c</td>', '<td>d</td>')]
  test.each([
    [
      'start of a list',
      list('<ol>', '</ol>'),
      list('<ol start="5">', '</ol>'),
      '1 Steps: list starts at 5 instead of 1.',
    ],
    ['type of a list', list('<ul>', '</ul>'), list('<ol>', '</ol>'), '1 Steps: list is numbered instead of bulleted.'],
    [
      'a list that restarts',
      list('<ol>', '</ol>'),
      list('<ol>', '</ol>').replace('</li><li>', '</li></ol><ol><li>'),
      '1 Steps: a new list begins here.',
    ],
    [
      'a list that restarts no more',
      list('<ol>', '</ol>').replace('</li><li>', '</li></ol><ol><li>'),
      list('<ol>', '</ol>'),
      '1 Steps: joined to the list above.',
    ],
    ['a table split in two', table(one, two), table(one) + table(two), 'A new table begins here.'],
    ['two tables joined', table(one) + table(two), table(one, two), 'Joined to the table above.'],
    [
      'widths of columns',
      `<table><col width="50%"><col width="50%">${one}${two}</table>`,
      `<table><col width="30%"><col width="70%">${one}${two}</table>`,
      'Columns are 30, 70 percent wide instead of 50, 50 percent wide.',
    ],
    [
      'widths of columns where they found their own',
      table(one, two),
      `<table><col width="30%">${one}${two}</table>`,
      'Columns are 50, 50 percent wide instead of as wide as their text.',
    ],
    [
      'columns of a cell',
      table(row('<td colspan="2">a</td>'), two),
      table(row('<td colspan="3">a</td>'), two),
      'Cell “a” spans 3 columns instead of 2.',
    ],
    [
      'rows of a cell',
      table(row('<td rowspan="2">a</td>', '<td>b</td>'), row('<td>c</td>')),
      table(row('<td>a</td>', '<td rowspan="2">b</td>'), row('<td>c</td>')),
      'Cell “a” spans 1 row instead of 2; cell “b” spans 2 rows instead of 1',
    ],
    ['a header cell', table(one), table(one.replaceAll('td>a</td', 'th>a</th')), 'Cell “a” is a header cell.'],
    [
      'the target of a link',
      '<p>See <a href="https://a.example/">the page</a>.</p>',
      '<p>See <a href="https://b.example/">the page</a>.</p>',
      'Link goes to https://b.example/ instead of https://a.example/ in “the page”.',
    ],
    ['emphasis', '<p>It must not end.</p>', '<p>It <strong>must not</strong> end.</p>', 'Bold added to “must not”.'],
    [
      'another emphasis',
      '<p><em>No</em></p>',
      '<p><u>No</u></p>',
      'Underline added to “No”; italics removed from “No”',
    ],
    [
      'the level of a heading',
      '<h2>A</h2><h2>B</h2>',
      '<h2>A</h2><h3>B</h3>',
      '1.1 B: heading of level 2 instead of heading of level 1.',
    ],
    [
      'a quote',
      '<p>He said so.</p>',
      '<blockquote><p>He said so.</p></blockquote>',
      'Paragraph in a quote instead of paragraph.',
    ],
    ['a line break', '<p>One line</p>', '<p>One<br>line</p>', 'Line break added.'],
    ['a paragraph split', '<p>One. Two.</p>', '<p>One.</p><p>Two.</p>', 'Paragraph split into 2.'],
  ])('%s', (_name, before, after, words) => {
    const result = compare(before, after)
    const html = htmlOf(result)
    expect(result.changes).toBe(1)
    const named = words.replace(/\.$/, '').replace(/^[\d.]+ \w+: /, '')
    expect(html).toContain(`<p class="format-label">${named[0]?.toUpperCase()}${named.slice(1)}</p>`)
    for (const note of named.split('; ')) expect(result.summary.join('\n').toLowerCase()).toContain(note.toLowerCase())
    expect(html.replace(/<(ins|del)>[↵¶]?(<br>)?<\/\1>/g, '')).not.toMatch(/<(ins|del)>/)
  })
})

test('rows of two tables stand in two tables, folded or not', () => {
  const [one, two] = ['<table><tr><td>a</td></tr></table>', '<table><tr><td>b</td></tr><tr><td>c</td></tr></table>']
  const html = htmlOf(compare(one + two, one + two))
  expect(html.match(/<table>/g)).toHaveLength(2)
  expect(html).toContain('<tr><td>b</td></tr><tr><td>c</td></tr>')
})

test('another title is the first change', () => {
  const result = redline(side(POLICY), side(POLICY, [], 'Access policy'))
  expect(said(result)).toEqual([1, 'The title changed.', '1 word added, 1 removed.'])
  expect(htmlOf(result)).toMatch(
    /^<div class="change fact" id="change-1"><p class="format-label">Title<\/p><p class="red-title">Access <del>control<\/del><ins>policy<\/ins><\/p><\/div>/,
  )
})

test('variables are named when they are added, removed, renamed, or have another value, label, type, help or order', () => {
  const variable = (name: string, more: Partial<Variable> = {}): Variable => ({
    ...{ name, label: name, type: 'text', value: 'Helix' },
    ...more,
  })
  const all = (before: Variable[], after: Variable[]) => said(redline(side(POLICY, before), side(POLICY, after)))
  expect(all([], [variable('city')])).toEqual([1, 'Variable city added.'])
  expect(all([variable('city')], [variable('town')])).toEqual([2, 'Variable town added.', 'Variable city removed.'])
  expect(all([variable('city')], [variable('city', { value: null })])).toEqual([
    1,
    'Variable city: value is none instead of “Helix”.',
  ])
  expect(all([variable('city')], [variable('city', { label: 'City', type: 'list', help: 'Where' })])).toEqual([
    1,
    'Variable City: label is “City” instead of “city”, type is “list” instead of “text”, help is “Where” instead of none.',
  ])
  expect(all([variable('a'), variable('b')], [variable('b'), variable('a')])).toEqual([
    1,
    'Variables stand in another order.',
  ])
})

test('a value that stands in many places is one change, marked wherever it stands', () => {
  const content = '<p>At <span data-variable="x"></span> we care.</p><p>So does <span data-variable="x"></span>.</p>'
  const value = (text: string) => [{ name: 'x', label: 'Company', type: 'text' as const, value: text }]
  const result = redline(side(content, value('Helix')), side(content, value('Vela')))
  expect(result.changes).toBe(1)
  expect(htmlOf(result).match(/<del>Helix<\/del><ins>Vela<\/ins>/g)).toHaveLength(2)
})

describe('renumbering is no change', () => {
  const CLAUSES =
    '<h2>4. Access</h2><p>4.1 Everyone has an account.</p><p>4.2 Accounts are personal.</p><p>4.3 Nobody shares them.</p>'

  test('paragraphs that differ only in their numbers stay folded, and the numbers are named', () => {
    const after = CLAUSES.replace('4.3', '4.4')
      .replace('4.2', '4.3')
      .replace('<p>4.3 Acc', '<p>4.2 Robots have none.</p><p>4.3 Acc')
    const result = compare(CLAUSES, after)
    expect(result.blocks.map(({ kind }) => kind)).toEqual([
      'unchanged',
      'unchanged',
      'inserted',
      'unchanged',
      'unchanged',
    ])
    expect(said(result)).toEqual([
      1,
      '1 section changed: 4. Access.',
      '2 paragraphs renumbered: 4.2 is now 4.3, 4.3 is now 4.4.',
      '4 words added, 0 removed.',
    ])
    expect(htmlOf(result)).toContain(
      '<summary>2 paragraphs unchanged, 2 renumbered</summary><p class="clause"><span class="no"><del>4.2</del> <ins>4.3</ins></span> Accounts are personal.</p>',
    )
  })

  test('where nothing else differs, it is not said that nothing changed', () => {
    const result = compare(CLAUSES, CLAUSES.replace('4.2', '4.7'))
    expect(result.renumbered).toBe(1)
    expect(said(result)).toEqual([0, '1 paragraph renumbered: 4.2 is now 4.7.'])
  })

  test('a clause that kept its number is compared with what it was, however much was reworded', () => {
    const [before, after] = [
      '<p>2.3 Source code is scanned before each release.</p>',
      '<p>2.3 Source code and its dependencies are scanned at every change, container images every night.</p>',
    ]
    expect(htmlOf(compare(before, after))).toContain(
      '<span class="no">2.3</span> Source code <del>is</del><ins>and its',
    )
  })

  test('a figure at the start of a sentence is no number', () => {
    for (const [before, after] of [
      ['24 hours are enough.', '48 hours are enough.'],
      ['3.5 million people', '4.5 million people'],
    ])
      expect(compare(`<p>${before}</p>`, `<p>${after}</p>`)).toMatchObject({ changes: 1, renumbered: 0 })
  })

  test('a reference to a clause is text', () => {
    expect(compare('<p>As 4.2 says.</p>', '<p>As 4.3 says.</p>')).toMatchObject({ changes: 1, renumbered: 0 })
  })
})

describe('a section that moves', () => {
  const section = (name: string) =>
    `<h2>${name}</h2><p>What ${name} is about and who does it.</p><h3>More</h3><p>Whatever else ${name} needs.</p>`
  const text = (names: string) => [...names].map((name) => section(`Part${name}`)).join('')

  test('is one change and named by its numbers, as is where it was', () => {
    const result = compare(text('ABCDEFGH'), text('ABCEFGDH'))
    expect(said(result)).toEqual([1, '4 PartD moved after 7 PartG.'])
    const html = htmlOf(result)
    expect(html).toContain('<p class="moved-label">4 PartD moved after 7 PartG, text unchanged</p>')
    expect(html).toContain('<p class="moved-from">4 PartD moved after 7 PartG</p>')
  })

  test('to the beginning is said so', () => {
    expect(said(compare(text('ABCD'), text('DABC')))).toEqual([1, '4 PartD moved to the beginning.'])
  })

  test('as part of a chapter is named within it', () => {
    const part = (name: string) => `<h3>${name}</h3><p>${name} is described in many words here.</p>`
    const before = `<h2>One</h2>${part('Alpha')}${part('Beta')}${part('Gamma')}`
    const after = `<h2>One</h2>${part('Beta')}${part('Gamma')}${part('Alpha')}`
    expect(said(compare(before, after))).toEqual([1, '1.1 Alpha moved after 1.3 Gamma.'])
  })
})
