import { addDays, addMonths, type PlainDate } from '../dates.ts'

/** How often a document is reviewed: every n days or every n months, n > 0. */
export type ReviewFrequency = { unit: ReviewUnit; count: number }
export const REVIEW_UNITS = ['days', 'months'] as const
export type ReviewUnit = (typeof REVIEW_UNITS)[number]

export const REVIEW_PRESETS = {
  quarterly: { label: 'Quarterly', frequency: { unit: 'months', count: 3 } },
  half_yearly: { label: 'Half-yearly', frequency: { unit: 'months', count: 6 } },
  yearly: { label: 'Yearly', frequency: { unit: 'months', count: 12 } },
  two_yearly: { label: 'Every two years', frequency: { unit: 'months', count: 24 } },
} as const satisfies Record<string, { label: string; frequency: ReviewFrequency }>
export const DEFAULT_REVIEW_FREQUENCY: ReviewFrequency = REVIEW_PRESETS.yearly.frequency

/** The next review after `from`. Months keep the day or take the month's last. */
export function nextReviewDate(from: PlainDate, { unit, count }: ReviewFrequency): PlainDate {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`A review frequency is at least 1, not ${count}`)
  return unit === 'days' ? addDays(from, count) : addMonths(from, count)
}

/** In words: 'Yearly', 'Every 180 days'. */
export function frequencyInWords({ unit, count }: ReviewFrequency): string {
  const preset = Object.values(REVIEW_PRESETS).find(
    ({ frequency }) => frequency.unit === unit && frequency.count === count,
  )
  if (preset) return preset.label
  return count === 1 ? `Every ${unit.slice(0, -1)}` : `Every ${count} ${unit}`
}
