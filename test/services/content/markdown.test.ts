import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importMarkdown, markdownToContent, splitFrontMatter } from '#services/content/markdown.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'
import { readText } from '#services/content/read.ts'

const POLICY = `## Purpose

We keep access to {{company_name}} small. See [NIST](https://www.nist.gov/) or <https://a.example/b>.

- People get what their work needs, **and no more**
  1. for the time they need it
  2. with a reason _in writing_
- Nobody approves ~~alone~~ for themselves

### Limits

| System | Ends after |
| --- | --- |
| Laboratory \\| manufacturing | 15 min |
| All other | 12 h<br>or less |

> Silence is not consent.

\`\`\`
ssh -o "ProxyCommand=none"
\`\`\`

***

H<sub>2</sub>O, 10<sup>-3</sup>, <u>read this</u>
`

test('Markdown as we write it comes back letter for letter', () => {
  expect(contentToMarkdown(markdownToContent(POLICY))).toBe(POLICY)
})

test('tables, strikethrough, links and variables are understood', () => {
  const content = markdownToContent('~~old~~ https://a.example {{ company_name }}\n\n|a|b|\n|-|-|\n|1|2|')
  expect(content).toBe(
    '<p><s>old</s> <a href="https://a.example/">https://a.example</a> <span data-variable="company_name">{{company_name}}</span></p>' +
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  )
})

test('names with a dot are not linked, addresses are', () => {
  expect(markdownToContent('We run on cloud.gov, see http://cloud.gov/docs')).toBe(
    '<p>We run on cloud.gov, see <a href="http://cloud.gov/docs">http://cloud.gov/docs</a></p>',
  )
})

test('of HTML in Markdown is kept what a document has, and what is no tag of HTML is text', () => {
  expect(markdownToContent('<b onclick="x">a</b> x<sup>2</sup> of <Company name>, the <title> of a page')).toBe(
    '<p><strong>a</strong> x<sup>2</sup> of &lt;Company name&gt;, the &lt;title&gt; of a page</p>',
  )
  expect(markdownToContent('<div align="center">\n<p>a</p>\n\n**b**\n\n</div>\n\nc<p>d')).toBe(
    '<p>a</p><p><strong>b</strong></p><p>c<br>d</p>',
  )
})

test('a picture becomes a link to it', () => {
  expect(markdownToContent('![The org chart](https://a.example/x.png)')).toBe(
    '<p><a href="https://a.example/x.png">The org chart</a></p>',
  )
})

test('a variable is one only by its braces, not when they are escaped or in code', () => {
  expect(markdownToContent('\\{\\{company}} `{{company}}`')).toBe('<p>{{company}} <code>{{company}}</code></p>')
})

test('merged cells and several paragraphs in a cell survive as a table of HTML', () => {
  const content =
    '<table><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td><p>b</p><p>c</p></td><td>d</td></tr></tbody></table>'
  expect(contentToMarkdown(content)).toBe(`${content}\n`)
  expect(markdownToContent(contentToMarkdown(content))).toBe(content)
})

test('widths of columns survive as a table of HTML, and a width that is none is named', () => {
  const rows = '<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>'
  const content = `<table><colgroup><col width="30%"><col width="70%"></colgroup>${rows}`
  expect(contentToMarkdown(content)).toBe(`${content}\n`)
  expect(markdownToContent(contentToMarkdown(content))).toBe(content)
  expect(importMarkdown(`<table><col width="wide"><col>${rows}`)).toMatchObject({
    content: `<table>${rows}`,
    warnings: [{ code: 'attributes_left_out', at: 'line 1', text: expect.stringContaining('“wide”') }],
  })
})

test('text that looks like Markdown stays text', () => {
  const content = '<p># no heading</p><p>- no list</p><p>1. no list</p><p>*no* _em_ a_b_c</p><p>a<br>---</p>'
  expect(markdownToContent(contentToMarkdown(content))).toBe(content)
})

test('front matter is set apart, wherever its lines end', () => {
  expect(splitFrontMatter('---\ntitle: A\n---\nText')).toEqual({ frontMatter: 'title: A', body: 'Text' })
  expect(splitFrontMatter('---\r\ntitle: A\r\n---\r\nText')).toEqual({ frontMatter: 'title: A', body: 'Text' })
  expect(splitFrontMatter('---\n---\nText')).toEqual({ frontMatter: '', body: 'Text' })
  expect(splitFrontMatter('Text\n\n---\n')).toEqual({ frontMatter: null, body: 'Text\n\n---\n' })
  expect(markdownToContent('---\ntitle: A\n---\nText')).toBe('<p>Text</p>')
})

test('the first heading of a file is its title, other top headings are sections', () => {
  expect(importMarkdown('---\nowner: ada\n---\n# Access & control of `x`\n\n## Purpose\n\nText\n\n# History')).toEqual({
    frontMatter: 'owner: ada',
    title: 'Access & control of x',
    content: '<h2>Purpose</h2><p>Text</p><h2>History</h2>',
    warnings: [{ code: 'front_matter_left_out', at: 'line 1', text: 'Front matter was left out: “owner: ada”.' }],
  })
  expect(importMarkdown('Text\n\n# Not the title')).toMatchObject({ title: null })
})

test('a document written out with its title reads back as the same document', () => {
  const content = '<h2>Purpose</h2><p>Text</p>'
  const markdown = contentToMarkdown(content, 'Access *control* #1')
  expect(importMarkdown(markdown)).toEqual({ frontMatter: null, title: 'Access *control* #1', content, warnings: [] })
})

test('a text that begins with the title of its document does not get it twice, and another heading stays one', () => {
  const markdown = '<!-- 4 -->\n\n# Access  *control*\n\n## Purpose'
  expect(importMarkdown(markdown, 'ACCESS control')).toMatchObject({
    title: 'Access control',
    content: '<h2>Purpose</h2>',
  })
  const other = importMarkdown('# Doors\n\n## Purpose', 'Windows')
  expect(other).toMatchObject({ title: null, content: '<h2>Doors</h2><h3>Purpose</h3>' })
  expect(other.warnings).toEqual([
    {
      code: 'title_is_heading',
      at: 'line 1',
      text: '“Doors” is not the title of the document, and stays as a heading.',
    },
  ])
  expect(importMarkdown('# Purpose\n\n# Scope', 'Windows').warnings).toEqual([])
})

test.each<[string, string, string, string[]]>([
  ['a relative link', 'See [a *b*](../c.md).', '<p>See a <em>b</em>.</p>', ['link_left_out line 1']],
  ['a link with blanks', 'a\n[b](my file.md) c', '<p>a b c</p>', ['link_left_out line 2']],
  ['a link by reference', '[a][b]\n\n[b]: ../c.md', '<p>a</p>', ['link_left_out line 1']],
  ['a link that runs a script', '[a](javascript:b)', '<p>a</p>', ['link_left_out line 1']],
  ['a target in angle brackets that is none', 'a <note:b>', '<p>a &lt;note:b&gt;</p>', []],
  ['a number to call', '[a](tel:+1-555-0100)', '<p><a href="tel:+1-555-0100">a</a></p>', []],
  ['a link to no heading', '[a](#b)', '<p><a href="#b">a</a></p>', ['anchor_unknown line 1']],
  ['a link to a heading', '## B\n\n[a](#B)', '<h2>B</h2><p><a href="#b">a</a></p>', []],
  ['a relative picture', '\n\na ![b](c.png)', '<p>a b</p>', ['image_left_out line 3']],
  ['a picture in the text', '![](data:image/png;base64,AAAA)', '', ['image_left_out line 1']],
  [
    'a picture from elsewhere',
    '![a](https://b.example/c.png)',
    '<p><a href="https://b.example/c.png">a</a></p>',
    ['image_linked line 1'],
  ],
  ['boxes to tick', '- [ ] a\n- [x] b\n- \\[x] c', '<ul><li>☐ a</li><li>☑ b</li><li>[x] c</li></ul>', []],
  ['definitions', 'a\n: b\n: c\n\nd\n\n: e', '<p><strong>a</strong></p><p>b</p><p>c</p><p>d</p><p>e</p>', []],
  [
    'folded text',
    '<details>\n<summary>a</summary>\n\n**b**\n\n</details>',
    '<p><strong>a</strong></p><p><strong>b</strong></p>',
    [],
  ],
  [
    'a lettered list',
    'a\n\n<ol type="a">\n<li>b</li>\n\n<li>c</li>\n</ol>',
    '<p>a</p><ol><li>b</li><li>c</li></ol>',
    ['list_numbering_changed line 3'],
  ],
  ['comments', '<!-- a\n\nb -->\nc <!-- d --> e', '<p>c e</p>', ['comment_left_out line 1', 'comment_left_out line 4']],
  ['a comment that is a definition', 'a\n\n[//]: # (b)', '<p>a</p>', ['comment_left_out line 3']],
  ['a note that is a definition', 'a\n\n[note]: internal', '<p>a</p>', ['definition_left_out line 3']],
  [
    'footnotes, in the order of their marks, behind the text',
    'A[^1] b[^gdpr].\n\n[^gdpr]: See *art*. 5\n    on.\n\n    More\n\n[^1]: First, as[^x]\n[^x]: Third\n\nLast',
    '<p>A<sup>1</sup> b<sup>2</sup>.</p><p>Last</p><hr><p><sup>1</sup> First, as<sup>3</sup></p>' +
      '<p><sup>2</sup> See <em>art</em>. 5 on.</p><p>More</p><p><sup>3</sup> Third</p>',
    [],
  ],
  [
    'footnotes that are a list, that nothing refers to, or that stand in another',
    'a[^1]\n\n[^1]:\n    - b\n\n[^none]: c\n\n[^d]: [^e]: f',
    '<p>a<sup>1</sup></p><hr><p><sup>1</sup></p><ul><li>b</li></ul><p><sup>2</sup> c</p><p><sup>3</sup> [^e]: f</p>',
    [],
  ],
  [
    'marks of footnotes that are nowhere, and in code',
    'a[^1] `[^2]`\n\n[^2]: b',
    '<p>a[^1] <code>[^2]</code></p><hr><p><sup>1</sup> b</p>',
    [],
  ],
  ['a definition that nothing uses', 'a\n\n[b]: https://c.example/', '<p>a</p>', []],
  [
    'a script',
    'a <script>b</script>\n\n<style>\nc\n\nd</style>',
    '<p>a</p>',
    ['element_left_out line 1', 'element_left_out line 3'],
  ],
  ['a comment without an end', '<!-- a', '<p>&lt;!-- a</p>', []],
  [
    'titles and columns',
    '[a](#b "c")\n\n|d|\n|:-:|\n|e|\n\n## b',
    '<p><a href="#b">a</a></p><table><thead><tr><th>d</th></tr></thead><tbody><tr><td>e</td></tr></tbody></table><h2>b</h2>',
    ['attributes_left_out line 1', 'attributes_left_out line 3'],
  ],
  [
    'headings below the third level, beside the title',
    '# Title\n\n## a\n\n### b\n\n#### c\n\n##### d\n\n> ###### e\n\n<h6>f</h6>\n\n## g',
    '<h2>a</h2><h3>b</h3><h4>c</h4><h4>d</h4><blockquote><p><strong>e</strong></p></blockquote><h4>f</h4><h2>g</h2>',
    ['heading_level_changed line 9', 'heading_level_changed line 13'],
  ],
  [
    'the language of code',
    '```bash\na\n```\n\n~~~ bash\nb\n~~~\n\n```\nc\n```',
    '<pre><code>a</code></pre><pre><code>b</code></pre><pre><code>c</code></pre>',
    ['code_language_left_out line 1'],
  ],
  [
    'what follows a definition',
    'a\n: b\n: [c](d.md)',
    '<p><strong>a</strong></p><p>b</p><p>c</p>',
    ['link_left_out line 3'],
  ],
  ['formatting', '<p align="left" style="color:red">a</p>', '<p>a</p>', ['attributes_left_out line 1']],
  [
    'a tag without a meaning here',
    'a\nb <marquee>c</marquee> <cite>d</cite>',
    '<p>a b &lt;marquee&gt;c&lt;/marquee&gt; d</p>',
    ['tag_left_out line 2'],
  ],
  [
    'lines below front matter',
    '---\na: b\n---\n\n[c](d.md)',
    '<p>c</p>',
    ['front_matter_left_out line 1', 'link_left_out line 5'],
  ],
])('%s is kept or named', (_, markdown, content, warnings) => {
  const read = importMarkdown(markdown, 'Title')
  expect(read.content).toBe(content)
  expect(read.warnings.map(({ code, at }) => `${code} ${at}`)).toEqual(warnings)
})

test('HTML is named by line and column, and no more than a hundred things of it', () => {
  const html = '<p>a <a href="b.html">c</a></p>\n<ol reversed><li>d<!-- e --></li></ol><svg><title>f</title></svg>'
  expect(readText({ format: 'html', body: html })).toEqual({
    content: '<p>a c</p><ol><li>d</li></ol>',
    title: null,
    warnings: [
      { code: 'link_left_out', at: 'line 1, column 6', text: 'The link to “b.html” was left out, its text stays.' },
      { code: 'list_numbering_changed', at: 'line 2, column 1', text: 'A list that counted down counts up.' },
      { code: 'comment_left_out', at: 'line 2, column 19', text: 'The comment “e” was left out.' },
      { code: 'element_left_out', at: 'line 2, column 39', text: '<svg> was left out, with all that is in it.' },
    ],
  })
  const { warnings } = readText({ format: 'html', body: '<!-- a -->'.repeat(300) })
  expect(warnings).toHaveLength(101)
  expect(warnings.at(-1)).toEqual({ code: 'more', at: 'further down', text: 'There are 200 more of these.' })
})

/** Files that people wrote: the guides of packages that are installed here, each under the license that stands beside it. */
const LONGEST = 8_000
const root = new URL('../../../', import.meta.url)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const installed = Object.keys(dependencies)
  .map((name) => new URL(`node_modules/${name}/`, root))
  .flatMap((folder) => readdirSync(folder).map((file) => new URL(file, folder)))
  .filter((file) => /readme\.md$/i.test(file.pathname) && statSync(file).size < LONGEST)
  .map((file) => readFileSync(file, 'utf8'))

test('files of others, once read, come back from an export as the same document, and show no Markdown and no HTML', () => {
  expect(installed.length).toBeGreaterThan(30)
  for (const file of installed) {
    const { title, content } = importMarkdown(file)
    expect(importMarkdown(contentToMarkdown(content, title ?? 'Title'))).toMatchObject({
      title: title ?? 'Title',
      content,
    })
    const prose = content.replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, '')
    expect(prose.match(/\]\([./#\w-]+\.md|<li>\[[ x]\] |&lt;\/?(?:details|img|div|p|a|picture)[ &]/)).toBeNull()
  }
})

test('a table with merged cells below a quoted one is a table', () => {
  const quoted = (cell: string) =>
    `<blockquote><table><tbody><tr><td colspan="2">${cell}</td></tr></tbody></table></blockquote>`
  const content = `${quoted('one')}<p>between</p>${quoted('two')}`
  expect(markdownToContent(contentToMarkdown(content))).toBe(content)
})

test('a picture of the document is named by its hash, with its alternative text; in a line it ends the line', () => {
  const hash = 'ab'.repeat(32)
  const image = (alt: string) => `<img data-attachment="${hash}" alt="${alt}">`
  expect(markdownToContent(`See ![the _plan_ of {{site}}](attachment:${hash}) here.`)).toBe(
    `<p>See</p>${image('the plan of {{site}}')}<p>here.</p>`,
  )
  expect(markdownToContent(`- ![](attachment:${hash})\n\n| a |\n| - |\n| ![b](attachment:${hash}) |`)).toBe(
    `<ul><li>${image('')}</li></ul><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>${image('b')}</td></tr></tbody></table>`,
  )
  const odd = image('[a](b) *c* &lt;sub&gt; \\ ! &amp;amp; https://a.example')
  expect(markdownToContent(contentToMarkdown(odd))).toBe(odd)
  expect(markdownToContent(`[a link](attachment:${hash}) and ![another](attachment:ab)`)).toBe(
    '<p>a link and another</p>',
  )
})
