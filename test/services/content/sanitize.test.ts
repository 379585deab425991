import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { markdownToContent } from '#services/content/markdown.ts'
import { renderContent } from '#services/content/render.ts'
import { sanitizeContent } from '#services/content/sanitize.ts'
import { ALL_ATTACKS, ATTACKS } from './attacks.ts'

type Node = DefaultTreeAdapterMap['childNode']

const ALLOWED: Record<string, string[]> = {
  ...Object.fromEntries(
    [
      ...['h2', 'h3', 'h4', 'p', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'colgroup', 'blockquote', 'pre', 'code'],
      ...['strong', 'em', 'u', 's', 'sub', 'sup', 'br', 'hr'],
    ].map((tag) => [tag, []]),
  ),
  ol: ['start'],
  col: ['width'],
  th: ['colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
  a: ['href'],
  span: ['data-variable'],
  img: ['data-attachment', 'alt'],
}

/** Everything in the HTML, as a browser reads it, that content must not hold. */
function trespasses(html: string, allowed = ALLOWED): string[] {
  const visit = (node: Node): string[] => {
    if (node.nodeName === '#text') return []
    if (!('tagName' in node)) return [node.nodeName]
    const attributes = allowed[node.tagName]
    if (!attributes) return [node.tagName]
    return [
      ...node.attrs.filter((attr) => !attributes.includes(attr.name)).map((attr) => `${node.tagName} ${attr.name}`),
      ...node.attrs
        .filter((attr) => attr.name === 'href' && !/^(https?:\/\/|mailto:|#)/.test(attr.value))
        .map((attr) => attr.value),
      ...node.childNodes.flatMap(visit),
    ]
  }
  return parseFragment(html).childNodes.flatMap(visit)
}

describe.each(Object.entries(ATTACKS))('attacks by %s', (_family, attacks) => {
  test.each(attacks)('leave nothing behind: %j', (attack) => {
    for (const html of [attack, `<p>before ${attack} after</p>`, `<table><tr><td>${attack}`, `<ul><li>${attack}`]) {
      const content = sanitizeContent(html)
      expect(trespasses(content)).toEqual([])
      expect(sanitizeContent(content)).toBe(content)
    }
    expect(trespasses(markdownToContent(attack))).toEqual([])
  })
})

test('the corpus is large enough to mean something', () => {
  expect(ALL_ATTACKS.length).toBeGreaterThanOrEqual(80)
  expect(new Set(ALL_ATTACKS).size).toBe(ALL_ATTACKS.length)
})

test('the check itself sees what it is for', () => {
  expect(trespasses('<p onclick="x">a<img src=x><svg></svg></p><a href="javascript:x">b</a>')).toEqual([
    'p onclick',
    'img src',
    'svg',
    'javascript:x',
  ])
})

test('a value of a variable is text, never markup', () => {
  const variable = {
    name: 'company',
    label: '<i>Company</i>',
    type: 'text' as const,
    value: '<img src=x onerror=alert(1)>',
  }
  const content = '<p><span data-variable="company"></span></p>'
  expect(renderContent(content, [variable])).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(renderContent(content, [{ ...variable, value: null }])).not.toContain('<i>')
})

test.each([
  [
    'numbers can be dialed, and nothing else that a phone understands',
    '<a href="tel:+1 (555) 010-0100;ext=5">a</a> <a href="tel:*21*555%23">b</a>',
    '<p><a href="tel:+1(555)010-0100;ext=5">a</a> b</p>',
  ],
  [
    'a picture becomes its description, with a link where it can be had from anywhere',
    '<p><img alt="a" src="x.png"><img src="y.png"> <a href="#z"><img alt="b" src="https://a.example/b.png"></a></p><img src="https://a.example/c.png">',
    '<p>a <a href="#z">b</a></p><p><a href="https://a.example/c.png">https://a.example/c.png</a></p>',
  ],
  [
    'boxes to tick become signs',
    '<ul><li><input type="checkbox" checked disabled> a<li><input type="checkbox">b<li><input value=c></ul>',
    '<ul><li>☑ a</li><li>☐ b</li></ul>',
  ],
  [
    'terms and summaries become strong lines',
    '<dl><dt>a</dt><dd>b</dd></dl><details><summary>c</summary>d</details>',
    '<p><strong>a</strong></p><p>b</p><p><strong>c</strong></p><p>d</p>',
  ],
  [
    'the text of a link stays when its target goes',
    '<a href="javascript:x">our <b>policy</b></a>',
    '<p>our <strong>policy</strong></p>',
  ],
  [
    'headings start at 2 and skip no level',
    '<h1>A</h1><h4>B</h4><h6>C</h6><h3>D</h3><h1>E</h1>',
    '<h2>A</h2><h3>B</h3><h4>C</h4><h3>D</h3><h2>E</h2>',
  ],
  [
    'a heading deeper than 4 stays at 4',
    '<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4>',
    '<h2>A</h2><h3>B</h3><h4>C</h4><h4>D</h4>',
  ],
  ['a heading in a list is a strong line', '<ul><li><h3>A</h3></li></ul>', '<ul><li><strong>A</strong></li></ul>'],
  [
    'empty tags go',
    '<p> </p><p>&nbsp;<b></b></p><ul><li></li></ul><table><tr><td></td></tr></table><p>a</p>',
    '<p>a</p>',
  ],
  [
    'blanks are single and outside of marks',
    '<p> a  <b> b </b>\n<i>c</i> </p>',
    '<p>a <strong>b</strong> <em>c</em></p>',
  ],
  [
    'old tags become their successors',
    '<p><b>a</b><i>b</i><strike>c</strike><ins>d</ins></p>',
    '<p><strong>a</strong><em>b</em><s>c</s><u>d</u></p>',
  ],
  ['divisions become paragraphs', '<div>a<div>b</div>c</div>', '<p>a</p><p>b</p><p>c</p>'],
  [
    'an item with one paragraph needs no tag for it',
    '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>',
    '<ul><li>a<ul><li>b</li></ul></li></ul>',
  ],
  [
    'an item keeps its paragraphs when there are several',
    '<ol start="3"><li>a<p>b</p></li></ol>',
    '<ol start="3"><li><p>a</p><p>b</p></li></ol>',
  ],
  [
    'header rows move into the head',
    '<table><tbody><tr><th><p>a</p></th></tr><tr><td colspan="1">b</td></tr></tbody></table>',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
  ],
  [
    'short rows are filled up',
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    '<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>',
  ],
  [
    'a table in a cell becomes its text',
    '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>',
    '<table><tbody><tr><td>a</td></tr></tbody></table>',
  ],
  [
    'widths of columns are whole percents of a hundred, whatever they were measured in',
    '<table><col width=300><col width="100px"><tr><td>a</td><td>b</td></tr></table>',
    '<table><colgroup><col width="75%"><col width="25%"></colgroup><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
  ],
  [
    'a column without a width has what the others have on average, however many are written',
    '<table><colgroup><col width="2*"><col width="3;x"></colgroup><tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
    '<table><colgroup><col width="34%"><col width="33%"><col width="33%"></colgroup><tbody><tr><td>a</td><td rowspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>',
  ],
  [
    'no column is narrower than one percent',
    '<table><col width="99999"><col width="0.001" span="3"><col width="50"><tr><td>a</td><td>b</td></tr></table>',
    '<table><colgroup><col width="99%"><col width="1%"></colgroup><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
  ],
  [
    'a table of more than a hundred columns finds their widths by itself',
    `<table><col width="9" span="101"><tr>${'<td>a</td>'.repeat(101)}</tr></table>`,
    `<table><tbody><tr>${'<td>a</td>'.repeat(101)}</tr></tbody></table>`,
  ],
  ['code keeps its lines', '<pre>a\n  b\t\n</pre>', '<pre><code>a\n  b</code></pre>'],
  [
    'a chip shows its name and nothing else',
    '<p>At <span data-variable="company" class="x"><b>Helix</b></span></p>',
    '<p>At <span data-variable="company">{{company}}</span></p>',
  ],
  ['a chip without a proper name is text', '<p><span data-variable="No spaces">x</span></p>', '<p>x</p>'],
  [
    'invisible characters go, joiners of words and emoji stay',
    '<p>a\u200b\u202eb\ufeff 👩🏽\u200d💻 می\u200cخواهم</p>',
    '<p>ab 👩🏽\u200d💻 می\u200cخواهم</p>',
  ],
  ['letters are composed', '<p>e\u0301</p>', '<p>é</p>'],
])('%s', (_name, html, content) => {
  expect(sanitizeContent(html)).toBe(content)
})

const nestedList = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${'  '.repeat(level)}- a`).join('\n')

describe('refuses', () => {
  test.each([
    ['more than 2 MB', () => 'a'.repeat(2 * 1024 * 1024 + 1)],
    ['what grows beyond 2 MB when it is escaped', () => '&'.repeat(1024 * 1024)],
    ['more than 5,000 blocks', () => '<p>a</p>'.repeat(5_001)],
    ['10,000 sections', () => '<h2>a</h2><p>b</p>'.repeat(10_000)],
    ['more than 50 levels', () => '<ul><li>'.repeat(51)],
    ['more than 50 levels of quotes in Markdown', () => markdownToContent(`${'>'.repeat(51)} a`)],
    ['more than 50 levels of lists in Markdown', () => markdownToContent(nestedList(51))],
    ['half a million open tags', () => '<b>'.repeat(500_000)],
    ['half a million open divisions', () => '<div>'.repeat(300_000)],
  ])('%s, at once', (_name, html) => {
    const started = process.cpuUsage()
    expect(() => sanitizeContent(html())).toThrow(expect.objectContaining({ code: 'content_too_large' }))
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1_000).toBeLessThan(3_000)
  })

  test('nothing that is just within the limits', () => {
    expect(markdownToContent(nestedList(50)).match(/<ul>/g)).toHaveLength(50)
    expect(markdownToContent(`${'>'.repeat(50)} a`).match(/<blockquote>/g)).toHaveLength(50)
    const marked = `${'<div><ul><li><p><strong><em><u><a href="https://a.example/">a</a>'.repeat(20)}`
    expect(sanitizeContent(marked).match(/<ul>/g)).toHaveLength(20)
    expect(sanitizeContent('<p>a</p>'.repeat(5_000))).toHaveLength(40_000)
    expect(sanitizeContent(`<p>${'a'.repeat(2 * 1024 * 1024 - 7)}</p>`)).toHaveLength(2 * 1024 * 1024)
  })
})

test('a picture is kept by the hash of an attachment alone, on a line of its own, with one line of alternative text', () => {
  const hash = 'ab'.repeat(32)
  const image = (alt: string) => `<img data-attachment="${hash}" alt="${alt}">`
  const sent = `<h2>Plan <img src="https://a.example/x.png" data-attachment="${hash}" alt=" Floor\n\u202e plan ">of the site</h2>`
  expect(sanitizeContent(sent)).toBe(`<h2>Plan of the site</h2>${image('Floor plan')}`)
  expect(sanitizeContent(`<p>a${image('')}b</p>`)).toBe(`<p>a</p>${image('')}<p>b</p>`)
  for (const other of ['src="data:image/png;base64,AA"', 'data-attachment="AB"', `data-attachment="${hash}0"`])
    expect(sanitizeContent(`<p>a<img ${other}></p>`)).toBe('<p>a</p>')
  expect(() => sanitizeContent(image('').repeat(101))).toThrow('at most 100 images')
})
