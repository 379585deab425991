import { z } from 'zod'
import { SUBJECT_TYPES } from '#domain/audit/action.ts'
import { AUDIT_ACTIONS } from '#domain/audit/actions.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, Named } from '../common/views.ts'

type Entry = Awaited<ReturnType<Services['audit']['ofDocument']>>['entries'][number]

const activity = {
  seq: z.number().int().meta({ description: '1, 2, 3 … over the whole organization.' }),
  at: instant,
  action: z.enum(AUDIT_ACTIONS),
  actor: Named,
  subject: z.object({ type: z.enum(SUBJECT_TYPES), id }),
}

export const ActivityView = z.object(activity).meta({ id: 'Activity' })

/** What anybody who reads a document may read of what happened to it: neither states nor addresses. */
export const activityView = (entry: Entry): z.input<typeof ActivityView> => ({
  seq: entry.seq,
  at: iso(entry.at),
  action: entry.action as (typeof AUDIT_ACTIONS)[number],
  actor: { id: entry.actorId, name: entry.actorName },
  subject: { type: entry.subjectType as (typeof SUBJECT_TYPES)[number], id: entry.subjectId },
})

export const AuditEntryView = z
  .object({
    ...activity,
    documentId: id.nullable(),
    entry: z.string().meta({
      description: 'The exact text that was hashed: JSON (RFC 8785) with states before and after, roles and addresses.',
    }),
    previousHash: z.string(),
    hash: z.string().meta({ description: 'SHA-256 over the byte 01, the previous hash and `entry`.' }),
  })
  .meta({ id: 'AuditEntry' })

export const auditEntryView = (entry: Entry): z.input<typeof AuditEntryView> => ({
  ...activityView(entry),
  documentId: entry.documentId,
  entry: entry.entry,
  previousHash: entry.previousHash,
  hash: entry.hash,
})

export const ChainReportView = z
  .object({
    rows: z.number().int().meta({ description: 'The number of the last row that fits.' }),
    from: z
      .number()
      .int()
      .meta({ description: 'The row of the signed checkpoint from which the walk began; 0 for the whole chain.' }),
    tip: z.string().meta({ description: 'The hash of the last of them. Note it, and compare the next time.' }),
    fault: z
      .object({
        seq: z.number().int(),
        fault: z.enum(['altered', 'removed', 'inserted', 'forged']),
        sentence: z.string(),
      })
      .nullable()
      .meta({ description: 'The first row that does not fit; null when all do.' }),
  })
  .meta({ id: 'ChainReport' })
