import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { type SearchSubject, searchTexts } from '#db/schema/index.ts'

/** What a text is about: search finds the subject by it. */
export interface TextSubject {
  orgId: string
  type: SearchSubject
  id: string
}

const ofSubject = ({ orgId, type, id }: TextSubject): SQL | undefined =>
  and(eq(searchTexts.orgId, orgId), eq(searchTexts.subjectType, type), eq(searchTexts.subjectId, id))

/**
 * Writes or replaces a text of a subject.
 * @param inEffect the text readers see, or the working text that only readers of drafts may find
 */
export async function saveText(
  tx: Transaction,
  { orgId, type, id }: TextSubject,
  inEffect: boolean,
  text: { identifier: string; title: string; keywords: string; body: string },
): Promise<void> {
  await tx
    .insert(searchTexts)
    .values({ orgId, subjectType: type, subjectId: id, inEffect, ...text })
    .onConflictDoUpdate({
      target: [searchTexts.orgId, searchTexts.subjectType, searchTexts.subjectId, searchTexts.inEffect],
      set: text,
    })
}

/** Changes title and keywords of a subject's texts; the text in effect keeps the title it was signed with. */
export async function retitleTexts(
  tx: Transaction,
  subject: TextSubject,
  { title, keywords }: { title: string; keywords: string },
): Promise<void> {
  await tx
    .update(searchTexts)
    .set({ title: sql`case when ${searchTexts.inEffect} then ${searchTexts.title} else ${title} end`, keywords })
    .where(ofSubject(subject))
}

/** Deletes the text in effect, which readers then find no more. */
export async function deleteEffectiveText(tx: Transaction, subject: TextSubject): Promise<void> {
  await tx.delete(searchTexts).where(and(ofSubject(subject), eq(searchTexts.inEffect, true)))
}
