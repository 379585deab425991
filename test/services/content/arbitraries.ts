import fc from 'fast-check'
import type { Block, Inline, Mark, Style } from '#services/content/model.ts'
import { MARKS } from '#services/content/model.ts'
import { blocksToHtml } from '#services/content/serialize.ts'

/** Words that tempt every parser on the way: Markdown signs, HTML, numbers with dots, other scripts. */
const TEMPTING = [
  ...[
    'policy',
    'access',
    'review',
    'The',
    'CISO',
    'a',
    'x',
    '4.2',
    '1.',
    '2)',
    '-',
    '+',
    '#',
    '##',
    '=',
    '==',
    '---',
    '|',
    ':-:',
  ],
  ...[
    '*',
    '**',
    '_',
    '__',
    '_a_',
    'a_b',
    '*a*',
    '`',
    '``',
    '~',
    '~~',
    '[',
    ']',
    '[a](b)',
    '![',
    '!',
    '\\',
    '\\*',
    '>',
    '<',
    '<b>',
    '</p>',
  ],
  ...[
    '<br>',
    '<sub>',
    '<table>',
    '&',
    '&amp;',
    '&lt;',
    '&#10;',
    '{{x}}',
    '{',
    '}}',
    '"',
    "'",
    'https://a.example/b',
    'www.a.example',
  ],
  ...[
    'a@b.example',
    'mailto:a@b.example',
    '(a)',
    '.',
    ',',
    '—',
    '日本語',
    '访问控制',
    'سياسة',
    'नीति',
    '👩🏽‍💻',
    'é',
    'e\u0301',
    '\u00a0',
    '$',
    '^',
    'null',
  ],
]

const word = fc.constantFrom(...TEMPTING)
/** A line of tempting words. */
export const temptingText = fc
  .array(fc.tuple(word, fc.constantFrom('', ' ')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([value, blank]) => value + blank).join(''))
const style: fc.Arbitrary<Style> = fc.record({
  marks: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Mark[]>([]) },
    { weight: 2, arbitrary: fc.subarray([...MARKS], { maxLength: 2 }) },
  ),
  href: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    fc.constantFrom(
      'https://a.example/',
      'https://a.example/b_(c)?d=*e*&f',
      'mailto:a@b.example',
      '#purpose',
      '#The-Access',
      'tel:+1555-0100',
      'http://[::1]/',
    ),
  ),
})
const run: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('text' as const), text: temptingText, style }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('variable' as const), name: fc.constantFrom('company', 'x_1'), style }),
  },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'break' }) },
)
const inline = fc.array(run, { minLength: 1, maxLength: 5 })

const { blocks: anyBlocks } = fc.letrec<{ blocks: Block[]; block: Block }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph' as const), inline }),
    fc.record({ type: fc.constant('heading' as const), level: fc.constantFrom(2, 3, 4), inline }),
    fc.record({
      type: fc.constant('code' as const),
      text: fc.array(temptingText, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
    }),
    fc.constant({ type: 'rule' as const }),
    fc.record({
      type: fc.constant('image' as const),
      hash: fc.constantFrom('a'.repeat(64), '0123456789abcdef'.repeat(4)),
      alt: fc.oneof(fc.constant(''), temptingText),
    }),
    fc.record({
      type: fc.constant('list' as const),
      ordered: fc.boolean(),
      start: fc.constantFrom(1, 1, 7),
      items: fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('quote' as const), blocks: tie('blocks') }),
    fc.record({
      type: fc.constant('table' as const),
      widths: fc.oneof(fc.constant([]), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 })),
      head: rows(tie('blocks'), true),
      body: rows(tie('blocks'), false),
    }),
  ) as fc.Arbitrary<Block>,
}))

function rows(blocks: fc.Arbitrary<Block[]>, header: boolean) {
  const line = inline.map((runs): Block[] => [{ type: 'paragraph', inline: runs }])
  const cell = fc.record({
    header: fc.constant(header),
    colspan: fc.constantFrom(1, 1, 1, 1, 2),
    rowspan: fc.constantFrom(1, 1, 1, 1, 2),
    blocks: fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: blocks }),
  })
  return fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: header ? 1 : 3 })
}

/** HTML of every structure content can have, not yet canonical. */
export const contentHtml: fc.Arbitrary<string> = anyBlocks.map((blocks) => blocksToHtml(blocks))

/** Tag soup: tags and texts in any order, closed or not. */
export const tagSoup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      word,
      fc.constant(' '),
      fc
        .tuple(
          fc.constantFrom('', '/'),
          fc.constantFrom(
            ...[
              'p',
              'h1',
              'h2',
              'h4',
              'h6',
              'ul',
              'ol',
              'li',
              'table',
              'thead',
              'tr',
              'td',
              'th',
              'caption',
              'col',
              'colgroup',
              'blockquote',
              'pre',
              'code',
            ],
            ...[
              'strong',
              'em',
              'b',
              'i',
              'a',
              'span',
              'br',
              'img',
              'hr',
              'div',
              'script',
              'style',
              'svg',
              'math',
              'template',
              'select',
              'button',
            ],
          ),
          fc.constantFrom(
            '',
            ' href="https://a.example"',
            ' data-variable="x"',
            ` data-attachment="${'a'.repeat(64)}" alt="a picture"`,
            ' start="3"',
            ' colspan="2"',
            ' width="30%"',
            ' onclick=alert(1)',
          ),
        )
        .map(([slash, tag, attr]) => `<${slash}${tag}${slash ? '' : attr}>`),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))
