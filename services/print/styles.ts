import type { Fonts } from './fonts.ts'

const MUTED = '#4c585a'
const LINE = '#cad2d2'
const INK = '#141b1c'

/** The margins of every page in millimetres; whoever reads positions in the PDF needs them too. */
export const PAGE_MARGINS = { top: 30, side: 25, bottom: 28 }

/** A CSS string that cannot end early: not in the rule, and not in the style element around it. */
const cssString = (text: string): string =>
  `"${text.replace(/[\\"<>&\n\r\f]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`

export type RunningLines = {
  organization: string
  document: string
  version: string
  classification: string
}

/** Header and footer in the margins of each page: drawn by the browser's own page counter, outside the reading order. */
function marginBoxes(lines: RunningLines, fonts: Fonts): string {
  const head = `padding-bottom:2.5mm;border-bottom:.5pt solid ${LINE};margin-bottom:9mm;vertical-align:bottom`
  const foot = `padding-top:2.5mm;border-top:.5pt solid ${LINE};margin-top:7mm;vertical-align:top`
  return `
@page {
  size: A4;
  margin: ${PAGE_MARGINS.top}mm ${PAGE_MARGINS.side}mm ${PAGE_MARGINS.bottom}mm;
  font: 400 8pt/12pt ${fonts.text};
  font-variant-numeric: tabular-nums;
  color: ${MUTED};
  @top-left { content: ${cssString(lines.organization)}; ${head}; width: 34% }
  @top-right { content: ${cssString(lines.document)}; ${head}; text-align: right; width: 66% }
  @bottom-left { content: ${cssString(lines.version)}; ${foot}; text-align: left; width: 36% }
  @bottom-center { content: ${cssString(lines.classification)}; ${foot}; text-align: center; width: 28% }
  @bottom-right { content: ${cssString('Page ')} counter(page) ${cssString(' of ')} counter(pages); ${foot}; text-align: right; width: 36% }
}
@page cover { @top-left { content: none } @top-right { content: none } }`
}

const BASE = `
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 400 10.5pt/1.55 var(--text-font); color: ${INK}; print-color-adjust: exact; -webkit-print-color-adjust: exact }
h1, h2, h3, h4, strong, th { font-weight: 600 }
p, li, h1, h2, h3, h4, dd, blockquote { overflow-wrap: anywhere }
a { color: inherit; text-decoration: none }
.mono { font: 400 7.6pt/13pt var(--mono-font); overflow-wrap: anywhere }
.water { position: fixed; left: 50%; top: 50%; transform: translate(-50%, -50%) rotate(-34deg); z-index: -1; font-size: 39pt; line-height: 1; font-weight: 600; letter-spacing: .01em; white-space: nowrap; color: #e1e6e6 }
.sheet { break-before: page }
.sheet > h2, .toc-title { font-size: 15pt; line-height: 20pt; letter-spacing: -.012em; margin-bottom: 5mm; break-after: avoid }
.sheet > h2 .no { margin-inline-end: 3mm }
.sheet.follows { break-before: auto; margin-top: 10mm }
`

const COVER = `
.cover { page: cover; display: flex; flex-direction: column; height: 238mm }
.cover .co { flex: 0 1 62mm; min-height: 14mm; font-size: 11pt; font-weight: 600 }
.cover .mid { flex: 1 0 auto; padding-bottom: 8mm }
.cover .idl { font: 500 11pt/16pt var(--mono-font); color: ${MUTED} }
.cover h1 { font-size: 32pt; line-height: 1.19; letter-spacing: -.022em; margin: 3mm 0 4mm; text-wrap: balance }
.cover h1.long { font-size: 22pt; letter-spacing: -.015em } .cover h1.longer { font-size: 14pt; line-height: 1.3; letter-spacing: 0 }
.cover .ver { font-size: 13pt; line-height: 18pt; color: ${MUTED} }
.cover .lacking { margin-top: 6mm; padding: 2.5mm 3mm; border: .5pt solid #b5720a; border-radius: 1.2mm; font-size: 9pt; line-height: 13pt; color: #7d4a00 }
.cover dl { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); border-top: .75pt solid ${INK} }
.cover dl > div { padding-block: 3mm; padding-inline: 0 4mm; border-bottom: .5pt solid ${LINE} }
.cover dt { font-size: 8pt; line-height: 12pt; color: ${MUTED} }
.cover dd { font-size: 10pt; line-height: 14pt; font-variant-numeric: tabular-nums }
`

/** The number of the page is drawn into the room right of the dots when all pages are laid out. */
const CONTENTS = `
.toc { list-style: none; font-variant-numeric: tabular-nums }
.toc li { break-inside: avoid; padding-top: .6mm } .toc li.top { padding-top: 2.2mm; font-weight: 600 } .toc li.top:has(+ .sub) { break-after: avoid } .toc li.sub { padding-inline-start: 13mm; color: ${MUTED} }
.toc a { display: grid; grid-template-columns: 13mm minmax(0, auto) minmax(6mm, 1fr); overflow-wrap: anywhere; align-items: last baseline; line-height: 16pt }
.toc a .n { align-self: first baseline }
.toc a::after { content: ""; margin-inline: 2mm 11mm; border-bottom: 1pt dotted #7d898a }
`

const BODY = `
.body { padding-inline-start: 13mm }
.body :is(p, li, td, th, h2, h3, h4) { unicode-bidi: plaintext }
.body h2, .body h3, .body h4 { position: relative; break-after: avoid; letter-spacing: -.006em }
.body h2 { font-size: 13pt; line-height: 17pt; margin: 8mm 0 2.5mm } .body h3 { font-size: 11pt; line-height: 15pt; margin: 5.5mm 0 2mm } .body h4 { font-size: 10.5pt; line-height: 15pt; margin: 4.5mm 0 1.6mm }
.body > :first-child { margin-top: 0 }
.body .clause { position: relative } .body .no { position: absolute; inset-inline-start: -13mm; unicode-bidi: isolate; font-variant-numeric: tabular-nums } .body h4 .no { font-size: 9pt } .body .clause > .no { color: ${MUTED} }
.body p { margin-bottom: 2.6mm; orphans: 2; widows: 2 }
.body ul, .body ol { margin: 0 0 2.6mm; padding-inline-start: 6mm } .body ol { padding-inline-start: 7.5mm }
.body li { margin-bottom: 1.2mm; orphans: 2; widows: 2 } .body li > ul, .body li > ol { margin: 1.2mm 0 0 } .body li > p:last-child { margin-bottom: 0 }
.body ul { list-style: disc } .body ul ul { list-style: circle } .body ul ul ul { list-style: square } .body li::marker { color: ${MUTED}; font-variant-numeric: tabular-nums }
.body blockquote { margin: 0 0 2.6mm; padding-inline-start: 4mm; border-inline-start: 1.5pt solid ${LINE}; color: ${MUTED} } .body blockquote > :last-child { margin-bottom: 0 }
.body pre { margin: 0 0 3mm; padding: 2.5mm 3mm; border: .5pt solid ${LINE}; border-radius: 1.2mm; background: #f5f7f7; font: 400 8.4pt/13pt var(--mono-font); white-space: pre-wrap; overflow-wrap: anywhere; direction: ltr; text-align: left }
.body pre code { font: inherit }
.body :not(pre) > code { font: 400 .88em/1 var(--mono-font); overflow-wrap: anywhere }
.body img { display: block; max-width: 100%; max-height: 190mm; margin: 1mm 0 3.6mm; break-inside: avoid } .body img:not([src]) { padding: 3mm; border: .5pt dashed #b5720a; border-radius: 1.2mm; color: #7d4a00 }
.body hr { border: 0; border-top: .5pt solid ${LINE}; margin: 5mm 0 }
.body a { color: #0a625c; text-decoration: underline; text-decoration-thickness: .5pt; text-underline-offset: 1.5pt; overflow-wrap: anywhere }
.body sub, .body sup { line-height: 0; font-size: .72em }
.body .is-unfilled { padding: 0 1mm; border: .5pt dashed #b5720a; border-radius: .8mm; color: #7d4a00 }
table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: 9pt; line-height: 13pt; margin: 1.5mm 0 4mm; font-variant-numeric: tabular-nums; text-align: start }
td, th { overflow-wrap: anywhere; hyphens: auto }
thead { display: table-header-group } tr { break-inside: avoid }
th { text-align: start; padding-block: 1.2mm; padding-inline: 0 3mm; vertical-align: bottom; border-bottom: .75pt solid ${INK} } tbody th { border-bottom: .5pt solid ${LINE}; vertical-align: top }
td { padding-block: 1.4mm; padding-inline: 0 3mm; vertical-align: top; border-bottom: .5pt solid ${LINE} }
td > :last-child, th > :last-child { margin-bottom: 0 }
.body > :is(.fit-8, .fit-7, .fit-6) { margin-inline-start: -13mm; width: calc(100% + 13mm) }
.fit-8 { font-size: 8pt; line-height: 11.5pt } .fit-8 :is(td, th) { padding-inline-end: 2mm }
.fit-7 { font-size: 6.6pt; line-height: 9.5pt } .fit-6 { font-size: 5.5pt; line-height: 8pt } :is(.fit-7, .fit-6) :is(td, th) { padding-inline-end: 1.2mm }
`

const APPENDICES = `
.listing th:first-child { width: 27% } .listing th:nth-child(2) { width: 19% } .listing.history th:nth-child(-n + 3) { width: 16% } .listing.files th:nth-child(2) { width: 13% } .listing .mono { font-size: 6.6pt; line-height: 13pt }
.lead { margin-bottom: 5mm }
.sig { display: grid; grid-template-columns: 52mm minmax(0, 1fr); gap: 6mm; padding: 4mm 0; border-top: .5pt solid ${LINE}; font-size: 9pt; line-height: 13pt; break-inside: avoid }
.sig:first-of-type { border-top: .75pt solid ${INK} }
.sig .name { font-size: 11pt; line-height: 15pt; font-weight: 600 }
.sig dl > div { display: grid; grid-template-columns: 22mm minmax(0, 1fr) } .sig dt { color: ${MUTED} } .sig dd { font-variant-numeric: tabular-nums }
.seal { margin-top: 6mm; padding: 4mm 5mm; border: .5pt solid ${LINE}; border-radius: 1.6mm; font-size: 9pt; line-height: 13pt; break-inside: avoid } .seal .mono { font-size: 8.4pt }
`

/** What a report has besides: its head stands on the first page, above what it says. */
export const REPORT_STYLES = `
.report .co { font-size: 11pt; font-weight: 600; margin-bottom: 12mm }
.report h1 { font-size: 22pt; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance }
.report .ver { font-size: 13pt; line-height: 18pt; color: ${MUTED}; margin-bottom: 8mm }
.report dl { border-top: .75pt solid ${INK}; margin-bottom: 8mm }
.report dl > div { display: grid; grid-template-columns: 38mm minmax(0, 1fr); padding-block: 2mm; border-bottom: .5pt solid ${LINE} }
.report dt { font-size: 9pt; line-height: 14pt; color: ${MUTED} } .report dd { font-size: 10pt; line-height: 14pt; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
.report h2 { font-size: 13pt; line-height: 17pt; margin: 7mm 0 2mm; break-after: avoid } .report p { margin-bottom: 2mm }
.report table { font-size: 7.6pt; line-height: 11pt }
`

/** The look of a printed document (A4), with its running lines. */
export const printStyles = (lines: RunningLines, fonts: Fonts): string =>
  `${fonts.faces}\n:root { --text-font: ${fonts.text}; --mono-font: ${fonts.mono} }` +
  [marginBoxes(lines, fonts), BASE, COVER, CONTENTS, BODY, APPENDICES].join('')
