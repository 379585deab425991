import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Absence, deputyOf, LONGEST_CHAIN, leadsBack } from '#domain/approvals/absence.ts'
import { addDays } from '#domain/dates.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const away = (membershipId: string, delegateId: string, fromDay = '2026-12-01', untilDay = '2026-12-12'): Absence => ({
  membershipId,
  fromDay,
  untilDay,
  delegateId,
})
const DAY = '2026-12-05'

test('whoever is there signs themselves, on the days around an absence too', () => {
  const absences = [away('ben', 'chen')]
  expect(['2026-11-30', '2026-12-01', '2026-12-12', '2026-12-13'].map((day) => deputyOf('ben', absences, day))).toEqual(
    [
      'present',
      { membershipId: 'chen', until: '2026-12-12' },
      { membershipId: 'chen', until: '2026-12-12' },
      'present',
    ],
  )
})

test('of delegates who are away too the first who is there signs, at most the fifth', () => {
  const chain = (length: number) => Array.from({ length }, (_, n) => away(`p${n}`, `p${n + 1}`))
  expect(deputyOf('p0', chain(LONGEST_CHAIN), DAY)).toEqual({ membershipId: 'p5', until: '2026-12-12' })
  expect(deputyOf('p0', chain(LONGEST_CHAIN + 1), DAY)).toBe('nobody')
})

test('a circle leads to nobody', () => {
  expect(deputyOf('ben', [away('ben', 'chen'), away('chen', 'ben')], DAY)).toBe('nobody')
})

test('a circle is one only on a day on which all of it are away', () => {
  const chen = away('chen', 'ada', '2026-12-03', '2026-12-20')
  const ada = away('ada', 'ben', '2026-12-11', '2026-12-30')
  expect(leadsBack(away('ben', 'chen'), [chen, ada])).toBe(true)
  expect(leadsBack(away('ben', 'chen', '2026-12-01', '2026-12-10'), [chen, ada])).toBe(false)
  expect(leadsBack(away('ben', 'chen', '2026-12-21', '2026-12-25'), [chen, ada])).toBe(false)
})

const anyAbsence = fc
  .record({ member: fc.nat(5), delegate: fc.nat(5), from: fc.nat(20), days: fc.nat(8) })
  .filter(({ member, delegate }) => member !== delegate)
  .map(({ member, delegate, from, days }) => {
    const fromDay = addDays('2026-12-01', from)
    return away(`p${member}`, `p${delegate}`, fromDay, addDays(fromDay, days))
  })

test('of absences that are refused where they lead back, no day has a circle', () => {
  fc.assert(
    fc.property(fc.array(anyAbsence, { maxLength: 12 }), (wanted) => {
      const entered: Absence[] = []
      for (const absence of wanted) {
        const overlaps = entered.some(
          (one) =>
            one.membershipId === absence.membershipId &&
            one.fromDay <= absence.untilDay &&
            absence.fromDay <= one.untilDay,
        )
        if (!overlaps && !leadsBack(absence, entered)) entered.push(absence)
      }
      for (let day = '2026-12-01'; day < '2027-01-01'; day = addDays(day, 1)) {
        for (const { membershipId } of entered) {
          const deputy = deputyOf(membershipId, entered, day)
          // Of six people a chain without a circle ends after five at most.
          expect(deputy).not.toBe('nobody')
          if (typeof deputy === 'object') expect(deputyOf(deputy.membershipId, entered, day)).toBe('present')
        }
      }
    }),
    { numRuns: randomRuns(500) },
  )
})
