import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexContent } from '#services/content/jobs.ts'
import { contentToMarkdown } from '#services/content/markdown-export.ts'
import { outline } from '#services/content/outline.ts'
import { cleanPaste } from '#services/content/paste/clean.ts'
import { readText } from '#services/content/read.ts'
import { renderContent } from '#services/content/render.ts'
import { parseContent } from '#services/content/sanitize.ts'
import { askedWords } from '#services/content/search/asked.ts'
import { markHtml } from '#services/content/search/mark-html.ts'
import { countsOf } from '#services/content/text.ts'
import { randomRuns } from '#test/support/random-runs.ts'

type Read = (source: string) => string

const WORDS = askedWords('a b 的')

/** All that is done with a text that somebody sends: it is read, or refused for its size, indexed and shown. */
function readAndShow(read: Read, source: string): void {
  try {
    const content = read(source)
    markHtml(renderContent(content, [], { numbered: true }), WORDS)
    indexContent(content, [])
    outline(content)
    countsOf(parseContent(content), [])
    contentToMarkdown(content)
  } catch (error) {
    expect(error).toMatchObject({ code: 'content_too_large' })
  }
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const best = (times: number, work: () => void): number =>
  Math.min(...Array.from({ length: times }, () => processorMs(work)))

/** Below this a measurement is mostly of the machine. */
const NOISE_MS = 15
const MOST_GROWTH = 2.5

/**
 * How the time grows when a text is made twice as long. A first look is enough where the time is little or grows in step;
 * what looks otherwise is looked at again, longer and several times, as other work on the machine distorts single looks.
 */
function growth(read: Read, grow: (length: number) => string, length: number): number {
  const ratio = (size: number, times: number) => {
    const [once, twice] = [grow(size), grow(2 * size)]
    const small = best(times, () => readAndShow(read, once))
    return (best(times, () => readAndShow(read, twice)) - NOISE_MS) / small
  }
  let last = ratio(length, 1)
  for (const [times, factor] of [
    [3, 1],
    [3, 2],
    [4, 3],
  ] as const) {
    if (last <= MOST_GROWTH) break
    last = ratio(length * factor, times)
  }
  return last
}

const repeated = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length)

const LIST_PARAGRAPHS = [1, 3, 2, 9]
  .map((level) => `<p style='mso-list:l0 level${level} lfo1'><![if !supportLists]>${level}.<![endif]>a`)
  .join('')

const html: Read = (body) => readText({ format: 'html', body }).content
const markdown: Read = (body) => readText({ format: 'markdown', body }).content
const paste: Read = (source) => cleanPaste(source).html

/** What once took time that grew faster than the text, or more memory than there is. */
test.each<[string, Read, (length: number) => string]>([
  ['addresses with open brackets', markdown, (n) => repeated('https://a.b/(((((', n)],
  ['addresses with open square brackets', markdown, (n) => repeated('https://a.b/[[[', n)],
  ['an address that never ends', markdown, (n) => `https://${repeated('a', n)}`],
  ['schemes without an address', markdown, (n) => repeated('http://[', n)],
  ['tables that never end', markdown, (n) => repeated('<table>\n', n)],
  ['pasted lists that never end', paste, (n) => repeated('<ol>', n)],
  ['lists of HTML that never end', markdown, (n) => repeated('<ol>\n', n)],
  ['comments that never end', markdown, (n) => repeated('a <!-- \n\n<!--\n', n)],
  ['scripts that never end', markdown, (n) => repeated('<script>\n\na <svg> <title>', n)],
  ['links to headings', markdown, (n) => repeated('# a\n[a](#A)\n', n)],
  [
    'definitions that nothing uses',
    markdown,
    (n) => Array.from({ length: n / 20 }, (_, at) => `[a${at}]: words\n`).join(''),
  ],
  ['footnotes', markdown, (n) => Array.from({ length: n / 40 }, (_, at) => `[^${at}]\n\n[^${at}]: b\n`).join('')],
  [
    'footnotes that refer to each other',
    markdown,
    (n) => Array.from({ length: n / 20 }, (_, at) => `[^${at}]: [^${at + 1}]\n`).join(''),
  ],
  ['footnotes of one name', markdown, (n) => repeated('[^a]: [^a]\n', n)],
  ['headings of one name', markdown, (n) => repeated('# a\n# a-1\n', n)],
  ['a heading of signs', markdown, (n) => `# ${repeated('\\#', n)}a`],
  ['rules one after the other', markdown, (n) => repeated('---\n', 2 * n)],
  ['short quotes', markdown, (n) => repeated('> a\n\n', n)],
  ['Chinese without a blank', markdown, (n) => repeated('访问控制政策', n)],
  ['Thai without a blank', markdown, (n) => repeated('ความปลอดภัย', n)],
  ['letters with accents of their own', markdown, (n) => repeated('e\u0301\u0302', n)],
  ['one letter with all accents', markdown, (n) => `e${repeated('\u0302', n)}`],
  ['code of empty lines', html, (n) => `<pre>a${repeated('\n', 3 * n)}b</pre>`],
  ['code of backticks', html, (n) => `<pre>${repeated('` ', 4 * n)}</pre>`],
  ['line breaks in a row', html, (n) => `<p>a${repeated('<br>', 10 * n)}</p>`],
  ['text between items', html, (n) => `<ul><li>a</li>${repeated('b<p>c</p>', 2 * n)}</ul>`],
  [
    'one long row in a long table',
    html,
    (n) => `<table><tr>${repeated('<td>a', n / 8)}</tr>${'<tr><td>b</td></tr>'.repeat(n / 40)}</table>`,
  ],
  ['list paragraphs of Word at all levels', paste, (n) => repeated(LIST_PARAGRAPHS, n)],
  ['list paragraphs of Word in each other', paste, (n) => repeated(`<div>${LIST_PARAGRAPHS}`, n)],
  ['rules of a style sheet that never end', paste, (n) => `<style>${repeated('@list l0:level1 {mso-', n)}`],
  ['declarations of a style', paste, (n) => `<p style='${repeated('mso-list:l0 level1 lfo1;', n)}'>a`],
  ['folded text in folded text', paste, (n) => repeated('<details><summary>', 3 * n)],
  ['footnotes in footnotes', paste, (n) => repeated("<div id=sdfootnote1><a href='#_ftn1'>[1]</a>", n)],
])('%s: twice the text takes twice the time', (_, read, grow) => {
  expect(growth(read, grow, 40_000)).toBeLessThan(MOST_GROWTH)
})

const MARKDOWN = [
  ...['a', 'é', '的', ' ', '  \n', '\n', '\n\n', '\t', '    ', '\0', '\r\n', '# ', '## ', '===\n', '---\n', '***\n'],
  ...['> ', '- ', '* ', '+ ', '1. ', '2) ', '- [ ] ', '```', '~~~', '`', '``', '*', '**', '***', '_', '__', '~~'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '][',
    '[]',
    '[a]: b\n',
    '[^',
    '[^a]',
    '[^a]: ',
    '[a]: <',
    '"',
    "'",
    '<',
    '>',
    '<a',
    '<table>',
    '</table>',
  ],
  ...['<td>', '<sub>', '</u>', '<br>', '<!--', '-->', '<?', '<![CDATA[', '<http://', '<a@b.c>', '&', '&amp;', '&#'],
  ...['&#x41;', '\\', '\\\n', '|', '|a|b|\n', '-|-\n', '{{', '}}', '{{a}}', 'http://', 'https://a.b/', 'mailto:a@b.c'],
  ...[
    '<details>\n',
    '<summary>',
    '<ol type=a>\n',
    '</ol>',
    '<ul>\n',
    '<dl>',
    '<pre>',
    '<script>',
    '</script>',
    '<svg>',
  ],
  ...[
    '<img alt="',
    "<b a='",
    '</b',
    '<Company name>',
    '<!doctype a>',
    '[a](#a)',
    '[a](b c.md)',
    '![a](data:image/png,',
  ],
  ...['[//]: # (a)\n', '[^1]', '\n: a', 'tel:1', '\n- [x] '],
  ...[':', '//', 'www.', '@', '.', ',', '!', '---\na: b\n---\n'],
]
const TAGS =
  'a b blockquote body br button caption code col colgroup div dl em form frameset h1 h4 hr i img li math noscript ol p pre ruby s script select span strong style sub svg table tbody td template textarea th title tr u ul xmp'.split(
    ' ',
  )
const HTML = [
  ...TAGS.flatMap((tag) => [`<${tag}>`, `</${tag}>`]),
  ...['a', '的', ' ', '\n', '&', '&amp;', '&#x', '<', '</', '<!', '<!--', '-->', '<?', '<![CDATA[', ']]>', '>', '\0'],
  ...[
    '<a href=https://a.b/>',
    '<a href=#a>',
    '<a href=x>',
    '<img src=data:a alt=b>',
    '<input type=checkbox>',
    '<ol type=a>',
    '<dt>',
    '<details><summary>',
    "<a href='",
    '<p ',
    '<p a=b ',
    '<td colspan=9>',
    '<td rowspan=9>',
    '<col width=9 span=99>',
    '<span data-variable=a>',
    '<ol start=7>',
  ],
]
const OFFICE = [
  ...HTML,
  ..."<p style='mso-list:l0 level2 lfo1'>|<![if !supportLists]>|<![endif]>|<span style='mso-list:Ignore'>".split('|'),
  ..."<div id=sdfootnote1>|<a href='#_ftn1'>|<div style='mso-element:footnote-list'>|<div class=ListContainerWrapper>".split(
    '|',
  ),
  ..."<style>@list l0:level1 {|<b style='font-weight:normal'>|<li value=5>|<table role=none>|<p class=MsoListParagraph>".split(
    '|',
  ),
]

/** A part that comes again and again, in front of what may end it, or behind what may begin it. */
const grown = (constructs: string[]) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...constructs), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', ...constructs),
      fc.constantFrom('', ...constructs),
    )
    .map(([parts, before, after]) => ({ part: parts.join(''), before, after }))

test.each([
  ['Markdown', markdown, MARKDOWN],
  ['HTML', html, HTML],
  ['what is pasted', paste, OFFICE],
] as const)('whatever comes again and again in %s, twice of it takes twice the time', (_, read, constructs) => {
  fc.assert(
    fc.property(grown([...constructs]), ({ part, before, after }) => {
      const grow = (length: number) => before + repeated(part, length) + after
      expect(growth(read, grow, 20_000)).toBeLessThan(MOST_GROWTH)
    }),
    { numRuns: randomRuns(60) },
  )
})
