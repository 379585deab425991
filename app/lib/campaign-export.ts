import { csvCell } from './audit-export.ts'

export const CAMPAIGN_FILE = { type: 'text/csv; charset=utf-8', name: 'campaign.csv' } as const

interface ExportedPerson {
  name: string
  email: string
  positionTitle: string | null
  managerName: string | null
  recipient: {
    turn: number
    askedAt: Date
    dueAt: Date
    openedAt: Date | null
    completedAt: Date | null
    reminders: number
    escalatedAt: Date | null
  }
}

const HEAD = [
  'Name',
  'E-mail',
  'Position',
  'Manager',
  'Turn',
  'Asked (UTC)',
  'Due (UTC)',
  'Opened (UTC)',
  'Accepted (UTC)',
  'Reminders',
  'Manager notified (UTC)',
]

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
const iso = (at: Date | null): string => at?.toISOString() ?? ''

const row = ({ name, email, positionTitle, managerName, recipient }: ExportedPerson): string =>
  line([
    name,
    email,
    positionTitle ?? '',
    managerName ?? '',
    String(recipient.turn),
    iso(recipient.askedAt),
    iso(recipient.dueAt),
    iso(recipient.openedAt),
    iso(recipient.completedAt),
    String(recipient.reminders),
    iso(recipient.escalatedAt),
  ])

/** The people of a campaign as a file, page by page. It begins with a mark by which spreadsheets read it as UTF-8. */
export async function* campaignCsv(pages: AsyncIterable<readonly ExportedPerson[]>): AsyncGenerator<string> {
  yield `\uFEFF${line(HEAD)}`
  for await (const page of pages) yield page.map(row).join('')
}
