import type { PlainDate } from '../dates.ts'

/** When a member is out of office, both days included, and who signs for them. */
export interface Absence {
  membershipId: string
  fromDay: PlainDate
  untilDay: PlainDate
  delegateId: string
}

/** A delegate who is out of office has a delegate too. Nobody looks further than so many: then it is asked of the person. */
export const LONGEST_CHAIN = 5

/**
 * Who signs for a member on a day. `present`: they themselves. `nobody`: they are away, and the delegates lead in a circle,
 * or too far.
 */
export type Deputy = 'present' | 'nobody' | { membershipId: string; until: PlainDate }

const isOn = ({ fromDay, untilDay }: Absence, day: PlainDate): boolean => fromDay <= day && day <= untilDay

/** @param absences everybody's, at least those of that day */
export function deputyOf(membershipId: string, absences: readonly Absence[], day: PlainDate): Deputy {
  const absenceOf = (id: string) => absences.find((absence) => absence.membershipId === id && isOn(absence, day))
  const own = absenceOf(membershipId)
  if (!own) return 'present'
  let deputy = own.delegateId
  for (let asked = 1; asked <= LONGEST_CHAIN; asked += 1) {
    const theirs = absenceOf(deputy)
    if (!theirs) return { membershipId: deputy, until: own.untilDay }
    deputy = theirs.delegateId
  }
  return 'nobody'
}

/** On some day of this absence, would its delegates lead back to whom it is of? */
export function leadsBack(absence: Absence, others: readonly Absence[]): boolean {
  // On the day on which the last absence of a circle begins, all of them hold.
  const days = new Set([absence, ...others].map(({ fromDay }) => fromDay).filter((day) => isOn(absence, day)))
  return [...days].some((day) => {
    const delegates = new Map(
      others.filter((other) => isOn(other, day)).map(({ membershipId, delegateId }) => [membershipId, delegateId]),
    )
    const seen = new Set<string>()
    let deputy: string | undefined = absence.delegateId
    while (deputy !== undefined && deputy !== absence.membershipId && !seen.has(deputy)) {
      seen.add(deputy)
      deputy = delegates.get(deputy)
    }
    return deputy === absence.membershipId
  })
}
