import type { MailTemplate } from './index.ts'

/*
 * Mail programs support neither custom properties nor much of CSS: tables carry the layout, styles stand on the elements, and
 * what a program drops must leave it readable. The colors are those of the pages. No image is needed.
 */
const FONT = "font-family:Inter,-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif"
const TEXT = `${FONT};font-size:15px;line-height:22px;color:#141b1c`
const MUTED = `${FONT};font-size:15px;line-height:22px;color:#4c585a`
const SMALL = `${FONT};font-size:13px;line-height:20px;color:#4c585a`
const DARK = `
body,.bg{background:#0a0e0f!important}.card{background:#0f1415!important;border-color:#242c2d!important}
.t{color:#e9eeee!important}.m{color:#a9b5b6!important}.rule{border-color:#242c2d!important}
.btn{background:#45b8ac!important}.btn a{color:#04211e!important}.lnk{color:#5cc9be!important}
.mark{background:#45b8ac!important;color:#04211e!important}.well{background:#141a1b!important;border-color:#242c2d!important}`

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
/** Text of people, whose line breaks mean something. */
const lines = (text: string) => escapeHtml(text).replace(/\r?\n/g, '<br>')

const table = (rows: string, style = 'width:100%') =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${style}">${rows}</table>`
const row = (content: string, { style = '', css = '' } = {}) =>
  `<tr><td${css ? ` class="${css}"` : ''} style="${style}">${content}</td></tr>`

/** The page of a letter. Everything in it is escaped here: titles, names and words are people's own. */
export function asHtml(parts: MailTemplate): string {
  const { subject, from, closing } = parts
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>body{margin:0;padding:0;background:#f5f7f7}a{text-decoration:none}
@media (max-width:620px){.px{padding-left:20px!important;padding-right:20px!important}}
@media (prefers-color-scheme:dark){${DARK}}</style></head>
<body><div style="display:none;max-height:0;overflow:hidden" aria-hidden="true">${escapeHtml(preview(parts))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="bg" style="background:#f5f7f7"><tr><td align="center" style="padding:32px 16px 40px">
${table(
  [
    row(sender(from), { style: 'padding:0 4px 16px' }),
    row(card(parts), {
      css: 'card px',
      style: 'background:#ffffff;border:1px solid #e1e6e6;border-radius:8px;padding:28px 32px',
    }),
    row(`${escapeHtml(closing)}<br><br>If the button does not work, open<br>${address(parts.button.url)}`, {
      css: 'px m',
      style: `${SMALL};padding:20px 32px 0`,
    }),
  ].join('\n'),
  'width:100%;max-width:600px',
)}
</td></tr></table></body></html>`
}

/** What an inbox shows beside the subject. */
const preview = ({ changes = [], paragraphs }: MailTemplate) => (changes.length > 0 ? changes : paragraphs).join(' ')

const address = (url: string) => `<span class="t" style="color:#141b1c;word-break:break-all">${escapeHtml(url)}</span>`

const sender = (name: string) =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td width="28" height="28" align="center" class="mark" style="${FONT};width:28px;height:28px;border-radius:6px;background:#0b6660;color:#ffffff;font-size:15px;font-weight:700">${escapeHtml([...name][0]?.toUpperCase() ?? '')}</td>
<td class="t" style="${FONT};padding-left:10px;font-size:14px;font-weight:600;color:#141b1c">${escapeHtml(name)}</td></tr></table>`

const card = ({
  lead,
  heading,
  paragraphs,
  due,
  changes = [],
  quote,
  lists = [],
  button,
  answers = [],
}: MailTemplate) =>
  table(
    [
      lead && row(escapeHtml(lead), { css: 'm', style: `${MUTED};padding-bottom:4px` }),
      row(
        `<h1 class="t" style="margin:0;font-size:24px;line-height:30px;font-weight:650;letter-spacing:-0.3px;color:#141b1c">${escapeHtml(heading)}</h1>`,
        { style: `${FONT};padding-bottom:8px` },
      ),
      ...paragraphs.map((words, at) =>
        row(`${lines(words)}${at === 0 && due ? ` ${dueDay(due)}` : ''}`, {
          css: 'm',
          style: `${MUTED};padding-bottom:8px`,
        }),
      ),
      changes.length > 0 && whatChanged(changes),
      quote &&
        row(
          `<span class="m" style="color:#4c585a">${escapeHtml(quote.by)} writes:</span> <span class="t" style="color:#141b1c">${lines(quote.words)}</span>`,
          {
            css: 'well',
            style: `background:#f5f7f7;border:1px solid #e1e6e6;border-radius:6px;padding:12px 16px;${FONT};font-size:14px;line-height:20px`,
          },
        ),
      ...lists.map(listOfLinks),
      row(pressable(button), { style: `padding:${changes.length > 0 || quote || lists.length > 0 ? 24 : 16}px 0 4px` }),
      answers.length > 0 && row(others(answers), { css: 'm', style: `${SMALL};padding-top:8px;text-align:center` }),
    ]
      .filter(Boolean)
      .join('\n'),
  )

const dueDay = ({ words, day }: NonNullable<MailTemplate['due']>) =>
  `${escapeHtml(words)} <strong class="t" style="color:#141b1c;font-weight:600">${escapeHtml(day)}</strong>.`

const listOfLinks = ({ heading, links }: NonNullable<MailTemplate['lists']>[number]) =>
  [
    row(`<h2 class="t" style="margin:0;${TEXT};font-weight:600">${escapeHtml(heading)}</h2>`, {
      css: 'rule',
      style: 'border-top:1px solid #e1e6e6;padding:16px 0 4px',
    }),
    ...links.map(({ words, url }) =>
      row(
        `<a href="${escapeHtml(url)}" class="lnk" style="color:#0a625c;text-decoration:underline">${escapeHtml(words)}</a>`,
        { css: 't', style: `${TEXT};padding:6px 0` },
      ),
    ),
  ].join('\n')

const whatChanged = (changes: readonly string[]) =>
  [
    row('', { style: 'padding-bottom:8px' }),
    row(`<h2 class="t" style="margin:0;${TEXT};font-weight:600">What changed</h2>`, {
      css: 'rule',
      style: 'border-top:1px solid #e1e6e6;padding:16px 0 4px',
    }),
    ...changes.map((change) => row(lines(change), { css: 't', style: `${TEXT};padding:6px 0` })),
    row('', { style: 'padding-bottom:10px' }),
  ].join('\n')

const pressable = ({ words, url }: MailTemplate['button']) =>
  table(
    `<tr><td class="btn" align="center" style="background:#0b6660;border-radius:6px"><a href="${escapeHtml(url)}" style="display:block;padding:13px 24px;${FONT};font-size:16px;line-height:20px;font-weight:600;color:#ffffff">${escapeHtml(words)}</a></td></tr>`,
  )

const others = (answers: readonly MailTemplate['button'][]) =>
  `${answers
    .map(
      ({ words, url }) =>
        `<a href="${escapeHtml(url)}" class="lnk" style="display:inline-block;padding:4px 8px;font-size:14px;line-height:24px;color:#0a625c;text-decoration:underline">${escapeHtml(words)}</a>`,
    )
    .join('&ensp;')}<br>Each opens a page that asks once more. Opening this mail decides nothing.`
