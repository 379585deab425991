import type { Transaction } from '#db/client.ts'
import { endOfRound } from '#db/queries/rounds.ts'
import { signoffInContext } from '#db/queries/signoffs.ts'
import type { SubjectType } from '#domain/audit/action.ts'
import type { SubjectDetails } from '#domain/notifications/details.ts'

type Reader<T> = (tx: Transaction, orgId: string, subjectId: string) => Promise<T | null>

/** How the details of a subject are read, one line for each type of subject that has some. */
const READERS: { [S in keyof SubjectDetails]: Reader<SubjectDetails[S]> } = {
  signoff: signoffInContext,
  round: endOfRound,
}

/** What messages can say about a subject beyond the facts of the notification; null for a type that has no details. */
export const detailsOf = (
  tx: Transaction,
  orgId: string,
  subject: { type: SubjectType; id: string },
): Promise<unknown> =>
  subject.type in READERS ? READERS[subject.type as keyof SubjectDetails](tx, orgId, subject.id) : Promise.resolve(null)
