import { CLASSIFICATION_LABELS } from '#domain/documents/classification.ts'
import { DOCUMENT_STATUS_LABELS } from '#domain/documents/status.ts'
import type { OutlineEntry } from '../content/outline.ts'
import { escapeAttribute, escapeText } from '../content/serialize.ts'
import { formatDate, formatInstant } from './dates.ts'
import { isUnapproved, type PrintModel, type PrintPerson, type PrintSignature } from './model.ts'

const STATUS_LABELS = { ...DOCUMENT_STATUS_LABELS, superseded: 'Superseded' }

const person = ({ name, position }: PrintPerson): string => (position ? `${name}, ${position}` : name)

const facts = (rows: [string, string | null][]): string =>
  rows
    .filter(([, value]) => value)
    .map(([term, value]) => `<div><dt>${escapeText(term)}</dt><dd>${escapeText(value ?? '')}</dd></div>`)
    .join('')

/** Whether and since when the version binds anyone, in words for the footer of each page. */
export function effectInWords({ version }: PrintModel): string {
  const since = version.effectiveDate ? ` from ${formatDate(version.effectiveDate)}` : ''
  switch (version.status) {
    case 'draft':
      return 'not in effect'
    case 'in_review':
      return 'in review, not in effect'
    case 'approved':
      return since ? `approved, in effect${since}` : 'approved, not in effect'
    case 'published':
      return `in effect${since}`
    case 'superseded':
      return 'superseded'
    case 'archived':
      return 'archived, not in effect'
  }
}

const lacking = (missing: string): string =>
  `<p class="lacking">This print has no font for ${escapeText(missing)}, so these letters are missing in it. The document itself has them.</p>`

const MOST_ON_COVER = 120

/** As many names as a cover has room for; all of them are beside their signatures. */
function inShort(names: readonly string[]): string {
  let shown = names.length
  while (shown > 1 && names.slice(0, shown).join(', ').length > MOST_ON_COVER) shown -= 1
  const rest = names.length - shown
  return names.slice(0, shown).join(', ') + (rest === 0 ? '' : ` and ${rest} more, see Signatures`)
}

/**
 * The first page: what this is, which version, who answers for it.
 * @param missing scripts of which letters cannot be printed; null of none
 */
export function cover(model: PrintModel, missing: string | null): string {
  const { version, organization, owner, signatures } = model
  const approvers = signatures.filter(({ approves }) => approves).map(({ name }) => name)
  const size = model.title.length > 160 ? ' class="longer"' : model.title.length > 60 ? ' class="long"' : ''
  const replaced = version.replaces
  const replaces =
    replaced && `Version ${replaced.label}${replaced.effectiveDate ? ` of ${formatDate(replaced.effectiveDate)}` : ''}`
  const rows = facts([
    ['Status', STATUS_LABELS[version.status]],
    ['In effect from', version.effectiveDate ? formatDate(version.effectiveDate) : 'Not set'],
    ['Next review', version.nextReview && formatDate(version.nextReview)],
    ['Owner', owner ? person(owner) : 'Nobody'],
    ['Approved by', isUnapproved(model) ? null : inShort(approvers)],
    ['Approved on', version.approvedOn && formatDate(version.approvedOn)],
    ['Classification', classification(model)],
    ['Replaces', replaces],
    ['Category', model.category],
  ])
  // Three facts make a line; a line that is not full is ruled to its end all the same.
  const filler = '<div></div>'.repeat((3 - ((rows.split('<dt>').length - 1) % 3)) % 3)
  return `<section class="cover"><p class="co">${escapeText(organization.name)}</p><div class="mid"><p class="idl">${escapeText(model.identifier)}</p><h1${size}>${escapeText(model.title)}</h1><p class="ver">${escapeText(versionLabel(model))}</p>${missing === null ? '' : lacking(missing)}</div><dl>${rows}${filler}</dl></section>`
}

/** "Version 2.0", but "Draft 3" as it is. */
export const versionLabel = ({ version: { label } }: PrintModel): string =>
  /^\d/.test(label) ? `Version ${label}` : label

/** The classification with what the organization prints beside it. */
export const classification = ({ classification: level, organization }: PrintModel): string =>
  [CLASSIFICATION_LABELS[level], organization.classificationNotice].filter(Boolean).join(' · ')

/** The list of sections. Page numbers are filled in when the pages are laid out, at the links of this list. */
export function contents(entries: OutlineEntry[]): string {
  const shown = entries.filter(({ level }) => level < 4)
  if (shown.length === 0) return ''
  const items = shown.map(
    ({ id, level, number, text }) =>
      `<li class="${level === 2 ? 'top' : 'sub'}"><a href="#${escapeAttribute(id)}"><span class="n">${escapeText(number)}</span><span>${escapeText(text)}</span></a></li>`,
  )
  return `<nav class="sheet" aria-label="Contents"><p class="toc-title"><strong>Contents</strong></p><ol class="toc">${items.join('')}</ol></nav>`
}

/** The requirements this document answers, sorted as given. */
export function requirements({ requirements: rows }: PrintModel): string {
  const lines = rows.map(
    (row) =>
      `<tr><td>${escapeText(row.framework)}</td><td>${escapeText(row.reference)}</td><td>${escapeText(row.title)}</td></tr>`,
  )
  return `<table class="listing"><thead><tr><th scope="col">Framework</th><th scope="col">Reference</th><th scope="col">Requirement</th></tr></thead><tbody>${lines.join('')}</tbody></table>`
}

const size = (bytes: number): string =>
  new Intl.NumberFormat('en', {
    style: 'unit',
    unit: bytes < 1e6 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes < 1e6 ? bytes / 1e3 : bytes / 1e6)

/** Files that belong to the version, by name, size and hash. */
export function attachments({ attachments: files }: PrintModel): string {
  const lines = files.map(
    (file) =>
      `<tr><td>${escapeText(file.name)}</td><td>${size(file.bytes)}</td><td class="mono">${escapeText(file.sha256)}</td></tr>`,
  )
  return `<table class="listing files"><thead><tr><th scope="col">File</th><th scope="col">Size</th><th scope="col">SHA-256</th></tr></thead><tbody>${lines.join('')}</tbody></table>`
}

/** The versions that were approved, with what each changed. */
export function history({ history: versions }: PrintModel): string {
  const lines = versions.map(({ label, approvedOn, effectiveDate, summary }) => {
    const cells = [label, formatDate(approvedOn), effectiveDate ? formatDate(effectiveDate) : '', summary]
    return `<tr>${cells.map((cell) => `<td>${escapeText(cell)}</td>`).join('')}</tr>`
  })
  const heads = ['Version', 'Approved', 'In effect from', 'What changed']
  return `<table class="listing history"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${lines.join('')}</tbody></table>`
}

function signature(entry: PrintSignature, timeZone: string): string {
  const position = entry.position ? `<p>${escapeText(entry.position)}</p>` : ''
  const rows = facts([
    ['Meaning', entry.meaning],
    ['In place of', entry.onBehalfOf],
    ['Signed', formatInstant(entry.signedAt, timeZone)],
    ['Identity', entry.identity],
  ])
  return `<div class="sig"><div><p class="name">${escapeText(entry.name)}</p>${position}</div><dl>${rows}</dl></div>`
}

/** Where it can be checked that this was signed. */
const verification = ({ verifyAt }: PrintModel): string =>
  verifyAt === null ? '' : `<p>Check it at <a href="${escapeAttribute(verifyAt)}">${escapeText(verifyAt)}</a></p>`

/** Who signed, when, as what and with which meaning, and the hash of exactly what they signed. */
export function signatures(model: PrintModel): string {
  const statement = model.organization.signatureStatement
  const lead =
    model.signatures.length > 0
      ? `Each person below read ${versionLabel(model).toLowerCase()} and signed exactly this content.${statement ? ` ${statement}` : ''}`
      : `Nobody has signed ${versionLabel(model).toLowerCase()} yet.`
  const people = model.signatures.map((entry) => signature(entry, model.timeZone)).join('')
  return `<p class="lead">${escapeText(lead)}</p>${people}<div class="seal"><p>SHA-256 of the signed content: identifier, kind, title, text and variables</p><p class="mono">${escapeText(model.contentHash ?? '')}</p>${verification(model)}</div>`
}
