import { canonicalHash } from '../content/hash.ts'
import { escapeAttribute, escapeText } from '../content/serialize.ts'
import { fontsFor } from './fonts.ts'
import { printStyles, REPORT_STYLES } from './styles.ts'

/** Raised whenever the same report would print differently. */
const REPORT_VERSION = 1

export interface ReportTable {
  heads: string[]
  rows: string[][]
}

export interface ReportSection {
  title: string
  paragraphs: string[]
  table: ReportTable | null
}

/** Everything that shows in a printed report, such as a certificate: its hash says whether a stored PDF can be given out. */
export interface ReportModel {
  kind: 'report'
  lang: string
  organization: string
  title: string
  /** Below the title: whom or what it is about. */
  about: string
  facts: [name: string, value: string][]
  sections: ReportSection[]
  /** In the foot of each page. */
  foot: string
}

export const reportHash = (model: ReportModel): string => canonicalHash({ report: REPORT_VERSION, model })

export const isReport = (model: object): model is ReportModel => 'kind' in model && model.kind === 'report'

const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
  row.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${escapeText(cell)}</${tag}>`).join('')

const tableOf = ({ heads, rows }: ReportTable): string =>
  `<table><thead><tr>${cells('th', heads)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table>`

const sectionOf = ({ title, paragraphs, table }: ReportSection): string =>
  `<section><h2>${escapeText(title)}</h2>${paragraphs.map((text) => `<p>${escapeText(text)}</p>`).join('')}${table ? tableOf(table) : ''}</section>`

/** A report as one HTML page for the printer. It carries its fonts and refers to nothing outside. */
export function renderReportHtml(model: ReportModel): string {
  const facts = model.facts
    .map(([name, value]) => `<div><dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd></div>`)
    .join('')
  const body = `<main class="report"><p class="co">${escapeText(model.organization)}</p><h1>${escapeText(model.title)}</h1><p class="ver">${escapeText(model.about)}</p><dl>${facts}</dl>${model.sections.map(sectionOf).join('')}</main>`
  const running = {
    organization: model.organization.slice(0, 60),
    document: model.title.slice(0, 100),
    version: model.foot,
    classification: '',
  }
  const fonts = fontsFor(`${body}${Object.values(running).join('')}`, model.lang)
  return `<!doctype html>
<html lang="${escapeAttribute(model.lang)}">
<head>
<meta charset="utf-8">
<title>${escapeText(`${model.title}, ${model.about}`)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="author" content="${escapeAttribute(model.organization)}">
<style>
${printStyles(running, fonts)}${REPORT_STYLES}
</style>
</head>
<body>
${body}
</body>
</html>`
}
