import { activityEntry } from '#app/lib/activity.ts'
import { type Database, withActor } from '#db/client.ts'
import { auditLog } from '#db/schema/index.ts'

const DOCUMENT = { identifier: 'POL-AC-001', title: 'Access control' }

/** The whole log of an organization as sentences, oldest first, as lists about many documents show them. */
export async function sentencesOf(db: Database, orgId: string) {
  const rows = await withActor(db, { orgId, userId: null }, (tx) => tx.select().from(auditLog).orderBy(auditLog.seq))
  return rows.map((row) => {
    const document = row.documentId === null ? null : DOCUMENT
    const parts = activityEntry({ ...row, document }).sentence
    return {
      action: row.action,
      sentence: parts.join(DOCUMENT.identifier),
      namesItsDocument: document === null || parts.length === 2,
    }
  })
}

/** The sentences that fall back to the name of the action, show that a fact is absent, or leave their document out. */
export const incomplete = (entries: Awaited<ReturnType<typeof sentencesOf>>) =>
  entries.filter(
    ({ action, sentence, namesItsDocument }) =>
      sentence === action || !namesItsDocument || /undefined|null|object|\s$|\s\s|“”/.test(sentence),
  )
