import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { COMPARISON_RULES, compareTexts, type Redline, redline } from '#services/content/redline.ts'
import { compare, htmlOf, POLICY, side } from './sides.ts'

const kinds = ({ blocks }: Redline) => blocks.map(({ kind }) => kind)

test('equal contents have no changes', () => {
  const result = compare(POLICY, POLICY)
  expect(result).toMatchObject({
    changes: 0,
    words: { added: 0, removed: 0 },
    summary: ['Nothing changed.'],
    note: null,
  })
  expect(htmlOf(result)).toMatch(/^<details class="fold"><summary>8 paragraphs unchanged<\/summary>/)
})

test('words are compared within a paragraph, and its neighbors stay unchanged', () => {
  const result = compare(POLICY, POLICY.replace('a password of at least 12 characters', 'a passkey or a security key'))
  expect(result.changes).toBe(1)
  const html = htmlOf(result)
  expect(html).toContain(
    '<div class="change changed" id="change-1"><p>Everyone signs in with a <del>password of at least 12 characters</del><ins>passkey or a security key</ins>.</p></div>',
  )
  expect(result.summary).toEqual(['1 section changed: 1 Signing in.', '5 words added, 6 removed.'])
})

test('a paragraph that moves is named with where it came from and went to, not deleted and inserted', () => {
  const paragraph =
    '<p>The owner of a system confirms in writing that each person listed still needs the access they have.</p>'
  const moved = POLICY.replace(`\n${paragraph}`, '').replace('<p>Access is', `${paragraph}<p>Access is`)
  const result = compare(POLICY, moved)
  expect(kinds(result).filter((kind) => kind !== 'unchanged')).toEqual(['moved', 'moved_away'])
  expect(result).toMatchObject({ changes: 1, words: { added: 0, removed: 0 } })
  expect(result.summary).toEqual(['Text moved from 3 Records to 2 Reviewing access.'])
  const html = htmlOf(result)
  expect(html).toContain(
    '<div class="moved change" id="change-1"><p class="moved-label">Moved here from 3 Records, text unchanged</p>',
  )
  expect(html).toMatch(/<p class="moved-from">“The owner of a system .*…” moved to 2 Reviewing access<\/p>/)
  expect(html).not.toContain('<ins>')
})

test('a section that moves is one change, and its edits show inside', () => {
  const section =
    '<h2>How we review the access of everyone</h2><p>Access is reviewed by the owner of the system twice a year, and never later.</p>'
  const edited = section.replace('twice', 'four times')
  const rest =
    '<h2>Signing in</h2><p>Everyone signs in with a passkey or a key.</p><p>Nobody shares an account with another person, neither within the company nor with a supplier.</p>'
  const result = compare(section + rest, rest + edited)
  expect(result.changes).toBe(1)
  expect(result.words).toEqual({ added: 2, removed: 1 })
  expect(htmlOf(result)).toContain('and edited')
})

test('ten added paragraphs are one change, and a new section is called one', () => {
  const section = `<h2>Exceptions</h2>${'<p>Every exception has an end and an owner.</p>'.repeat(10)}`
  const result = compare(POLICY, POLICY.replace('<h2>Records', `${section}<h2>Records`))
  expect(result.changes).toBe(1)
  expect(result.summary[0]).toBe('1 section added: 3 Exceptions.')
})

test('a changed cell marks its words and leaves the table a table', () => {
  const table = (time: string) =>
    `<table><thead><tr><th>System</th><th>Ends after</th></tr></thead><tbody><tr><td>Laboratory</td><td>${time}</td></tr><tr><td>Finance</td><td>30 min</td></tr></tbody></table>`
  const html = htmlOf(compare(table('15 min'), table('20 min')))
  expect(html).toContain('<tr><td>Laboratory</td><td><del>15</del><ins>20</ins> min</td></tr>')
})

test('a paragraph that became an item is named, not shown as new', () => {
  const result = compare('<p>a log of who used it and when</p>', '<ul><li>a log of who used it and when</li></ul>')
  expect(htmlOf(result)).toContain('<p class="format-label">List item instead of paragraph</p>')
  expect(result.summary).toEqual([
    '1 section changed: the beginning.',
    'List item instead of paragraph.',
    'No words added or removed.',
  ])
})

test('items do not change because one is added above them', () => {
  const result = compare(
    '<ol><li>First of all</li><li>Second to none</li></ol>',
    '<ol><li>Something new</li><li>First of all</li><li>Second to none</li></ol>',
  )
  expect(kinds(result)).toEqual(['inserted', 'unchanged', 'unchanged'])
})

test('another value of a variable is a change of the text', () => {
  const content = '<p>At <span data-variable="company"></span> we care.</p>'
  const value = (name: string) => [{ name: 'company', label: 'Company', type: 'text' as const, value: name }]
  const result = redline(side(content, value('Helix')), side(content, value('Vela')))
  expect(htmlOf(result)).toContain('At <del>Helix</del><ins>Vela</ins> we care.')
})

test('Chinese is compared letter by letter, not as one word', () => {
  expect(htmlOf(compare('<p>访问控制政策每年审查一次</p>', '<p>访问控制政策每季审查一次</p>'))).toContain(
    '每<del>年</del><ins>季</ins>审查',
  )
})

test('the heading before a change stays in view', () => {
  const html = htmlOf(compare(POLICY, POLICY.replace('twice a year', 'every quarter')))
  expect(html).toMatch(
    /3 paragraphs unchanged.*<\/details><h2><span class="no">2<\/span> Reviewing access<\/h2><div class="change changed"/,
  )
})

test('the number of a clause stands apart from its words, and a figure at the start of a sentence does not', () => {
  const html = htmlOf(compare('<p>4.2 Sign in.</p><p>3.5 hours</p>', '<p>4.2 Sign out.</p><p>3.5 days</p>'))
  expect(html).toContain('<p class="clause"><span class="no">4.2</span> Sign <del>in</del><ins>out</ins>.</p>')
  expect(html).toContain('<p>3.5 <del>hours</del><ins>days</ins></p>')
})

test('the blank after a changed word is not struck', () => {
  expect(htmlOf(compare('<p>No tools outside the list</p>', '<p>No new tool outside the list</p>'))).toContain(
    '<p>No <del>tools</del><ins>new tool</ins> outside the list</p>',
  )
})

test('text is never markup', () => {
  const html = htmlOf(compare('<p>a &lt;b&gt; c</p>', '<p>a &lt;script&gt; c</p><pre>&lt;i&gt;</pre>'))
  expect(html).not.toMatch(/<(script|b|i)>/)
})

describe('takes at most two seconds for', () => {
  const words = (count: number, seed: number) =>
    Array.from({ length: count }, (_, at) => `word${(at * seed) % 97}`).join(' ')
  test.each([
    [
      '72 kB of repetitive paragraphs',
      '<p>The system shall log access. </p>'.repeat(2_000),
      '<p>The system shall log all access. </p>'.repeat(2_000),
    ],
    ['72 kB in one paragraph', `<p>${words(12_000, 7)}</p>`, `<p>${words(12_000, 31)}</p>`],
    [
      'two unrelated texts of 4,000 paragraphs',
      Array.from({ length: 4_000 }, (_, at) => `<p>${words(20, at + 1)}</p>`).join(''),
      Array.from({ length: 4_000 }, (_, at) => `<p>${words(20, at + 5_001)}</p>`).join(''),
    ],
    [
      'a table turned upside down',
      `<table>${Array.from({ length: 1_500 }, (_, at) => `<tr><td>${at}</td><td>same same</td></tr>`).join('')}</table>`,
      `<table>${Array.from({ length: 1_500 }, (_, at) => `<tr><td>${1_500 - at}</td><td>same same</td></tr>`).join('')}</table>`,
    ],
  ])('%s', (_name, before, after) => {
    // Processor time: other tests on the machine do not count.
    const started = process.cpuUsage()
    const result = compare(before, after)
    htmlOf(result)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1_000).toBeLessThan(2_000)
    expect(result.changes).toBeGreaterThan(0)
  })
})

test('says so when it compared less than it could', () => {
  const result = redline(side('<p>one two three four</p>'), side('<p>one two three five</p>'), 0)
  expect(htmlOf(result)).toContain('class="redline-note"')
})

test('says that another run may be less coarse when it was the time limit that ended it, and only then', () => {
  const [before, after] = [side('<p>one two three four</p>'), side('<p>one two three five</p>')]
  expect([redline(before, after, 0).timedOut, redline(before, after).timedOut]).toEqual([true, false])
  const rows = (from: number) =>
    side(Array.from({ length: 300 }, (_, at) => `<p>${from + at} is unlike all others</p>`).join(''))
  const cutByCount = redline(rows(1_000), rows(5_000), 60_000)
  expect([cutByCount.note === null, cutByCount.timedOut]).toEqual([false, false])
})

/** Texts in which every kind of change occurs. */
const KINDS_OF_CHANGES = [
  [POLICY, POLICY.replace('twice a year', 'every quarter')],
  [POLICY, POLICY.replace(/<h2>Records.*$/s, '')],
  [POLICY, `<h2>Scope</h2><p>All systems of the company are in scope.</p>${POLICY}`],
  [POLICY, POLICY.replace(/(<h2>Signing in.*)(<h2>Reviewing.*)(<h2>Records.*)$/s, '$2$1$3')],
  ['<p>a log of who used it</p>', '<ul><li>a log of who used it</li></ul><hr><pre>code</pre>'],
  ['<table><tr><td>a</td><td>1</td></tr></table>', '<table><tr><td>a</td><td>2</td></tr></table>'],
  ['<table><tr><td>a</td></tr></table>', '<table><col width="9"><tr><td>a</td></tr><tr><td>b</td></tr></table>'],
  [
    '<table><tr><td>a</td><td>1</td></tr></table>',
    '<table><tr><th>a</th><td colspan="2">1</td><td>2</td></tr></table>',
  ],
  [
    '<ol><li>one</li><li>two</li></ol><p>One. Two.</p>',
    '<ol start="5"><li>one</li></ol><ul><li>two</li></ul><p>One.</p><p>Two.</p>',
  ],
  [
    '<p>4.2 Access <a href="https://a.example/">ends</a></p>',
    '<p>4.3 <em>Access</em> <a href="https://b.example/">ends</a></p>',
  ],
  ['<p>4.2 Access</p><p>4.3 Records</p>', '<p>4.1 New</p><p>4.3 Access</p><p>4.4 Records<br>and more</p>'],
] as const

test('the rules of comparing have another number when they give another result: comparisons are kept by it', () => {
  const results = KINDS_OF_CHANGES.map(([before, after]) => compareTexts(side(before), side(after, [], 'Access')))
  const hash = createHash('sha256').update(JSON.stringify(results)).digest('hex').slice(0, 16)
  expect({ COMPARISON_RULES, hash }).toEqual({ COMPARISON_RULES: 4, hash: 'b840fca78b0f0070' })
})

describe('pictures', () => {
  const [plan, other] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const image = (hash: string, alt: string) => `<img data-attachment="${hash}" alt="${alt}">`
  const text = (shown: string) => `<h2>Site</h2><p>Doors stay shut at night.</p>${shown}`

  test('another alternative text is compared word by word, beside the picture', () => {
    const result = compare(text(image(plan, 'Plan of the first floor')), text(image(plan, 'Plan of the second floor')))
    expect(result.changes).toBe(1)
    expect(htmlOf(result)).toContain(`${image(plan, '')}<figcaption>`)
    expect(htmlOf(result)).toContain('Plan of the <del>first</del><ins>second</ins> floor')
    const described = compare(text(image(plan, '')), text(image(plan, 'Plan of the first floor')))
    expect(htmlOf(described)).not.toContain('<ins class="block">')
  })

  test('another picture takes the place of the one before it, and both are shown', () => {
    for (const [before, after] of [
      [text(image(plan, 'Plan')), text(image(other, 'Plan'))],
      [`<ul><li>${image(plan, '')}</li></ul>`, `<ul><li>${image(other, '')}</li></ul>`],
    ] as const) {
      const result = compare(before, after)
      expect([result.changes, result.words]).toEqual([1, expect.anything()])
      const html = htmlOf(result)
      expect(html).toMatch(new RegExp(`<del class="block">.*${plan}.*</del>`))
      expect(html).toMatch(new RegExp(`<ins class="block">.*${other}.*</ins>`))
    }
    const cell = (hash: string) => `<table><tr><td>${image(hash, 'Plan')}</td><td>b</td></tr></table>`
    const html = htmlOf(compare(cell(plan), cell(other)))
    expect(html).toContain(`<del>${image(plan, '')}</del>`)
    expect(html).toContain(`<ins>${image(other, '')}</ins>`)
  })
})
