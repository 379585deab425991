import { action, phrase } from './action.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const isExportFormat = (name: unknown): name is ExportFormat => EXPORT_FORMATS.some((format) => format === name)

const FORMAT_NAMES = { csv: 'CSV', jsonl: 'JSON Lines' } as const satisfies Record<ExportFormat, string>

export const auditActions = {
  'audit.exported': action<{
    after: {
      format: ExportFormat
      /** The newest entry that was there. */
      upTo: number
      /** What was asked for, as ids and times; empty for all of it. */
      filter: object
    }
  }>({
    subject: 'organization',
    sentence: ({ after }) => phrase`exported the audit log up to no. ${after.upTo} as ${FORMAT_NAMES[after.format]}`,
  }),
}
