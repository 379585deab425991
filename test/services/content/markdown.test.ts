import { expect, test } from 'vitest'
import { importMarkdown, markdownToContent, splitFrontMatter } from '#services/content/markdown.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'

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

test('HTML in Markdown is text, but for the bare tags that Markdown has no sign for', () => {
  expect(markdownToContent('<b onclick="x">a</b> x<sup>2</sup> <div>b</div>')).toBe(
    '<p>&lt;b onclick="x"&gt;a&lt;/b&gt; x<sup>2</sup> &lt;div&gt;b&lt;/div&gt;</p>',
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
  })
  expect(importMarkdown('Text\n\n# Not the title')).toMatchObject({ title: null })
})

test('a document written out with its title reads back as the same document', () => {
  const content = '<h2>Purpose</h2><p>Text</p>'
  const markdown = contentToMarkdown(content, 'Access *control* #1')
  expect(importMarkdown(markdown)).toEqual({ frontMatter: null, title: 'Access *control* #1', content })
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
    '<p>a link and ![another](attachment:ab)</p>',
  )
})
