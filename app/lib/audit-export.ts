import type { ExportFormat } from '#domain/audit/audit.ts'
import type { AuditChange } from '#domain/audit/changes.ts'
import { activityEntry } from './activity.ts'

/** An entry of the log as an export has it. */
export interface ExportedEntry {
  seq: number
  at: Date
  action: string
  actorId: string | null
  actorName: string
  subjectType: string
  subjectId: string
  documentId: string | null
  document: { identifier: string; title: string } | null
  changes: readonly AuditChange[]
  entry: string
  previousHash: string
  hash: string
}

/** What an export is called and how its bytes are read. */
export const EXPORT_FILES = {
  csv: { type: 'text/csv; charset=utf-8', name: 'audit-log.csv' },
  jsonl: { type: 'application/x-ndjson; charset=utf-8', name: 'audit-log.jsonl' },
} as const satisfies Record<ExportFormat, { type: string; name: string }>

/** Every change in one line: "Owner: Ada Okafor → Ben Ito; Tags: none → keys". */
export const changesInWords = (changes: readonly AuditChange[]): string =>
  changes.map(({ what, from, to }) => `${what}: ${from} → ${to}`).join('; ')

const HEAD = [
  'No.',
  'Time (UTC)',
  'Who',
  'Who (id)',
  'Action',
  'What',
  'Reason or comment',
  'Changes',
  'Document',
  'Document (id)',
  'Subject',
  'Subject (id)',
  'Hash',
  'Previous hash',
]

/** What a spreadsheet would take for a formula stays text: it was written by people, who may not be those who open the file. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/** One cell, in quotes always. */
export const csvCell = (text: string): string => `"${FORMULA.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** The sentence with its document where it stands on the page. */
const sentenceIn = (row: ExportedEntry) => {
  const { sentence, quote, document } = activityEntry(row)
  return { sentence: sentence.join(document?.identifier ?? ''), quote }
}

function csvRow(row: ExportedEntry): string {
  const { sentence, quote } = sentenceIn(row)
  return csvLine([
    String(row.seq),
    row.at.toISOString(),
    row.actorName,
    row.actorId ?? '',
    row.action,
    sentence,
    quote ?? '',
    changesInWords(row.changes),
    row.document?.identifier ?? '',
    row.documentId ?? '',
    row.subjectType,
    row.subjectId,
    row.hash,
    row.previousHash,
  ])
}

const jsonRow = (row: ExportedEntry): string =>
  `${JSON.stringify({
    seq: row.seq,
    at: row.at.toISOString(),
    action: row.action,
    actor: { id: row.actorId, name: row.actorName },
    subject: { type: row.subjectType, id: row.subjectId },
    documentId: row.documentId,
    document: row.document?.identifier ?? null,
    ...sentenceIn(row),
    changes: row.changes,
    entry: row.entry,
    previousHash: row.previousHash,
    hash: row.hash,
  })}\n`

/** The bytes of an export, page by page. CSV begins with a mark by which spreadsheets read it as UTF-8. */
export async function* exportText(
  pages: AsyncIterable<readonly ExportedEntry[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield `\uFEFF${csvLine(HEAD)}`
  const toText = format === 'csv' ? csvRow : jsonRow
  for await (const page of pages) yield page.map(toText).join('')
}
