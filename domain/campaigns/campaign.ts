import type { PlainDate } from '../dates.ts'

/** `launching` while people are being asked; `open` until it closes. */
export const CAMPAIGN_STATUSES = ['launching', 'open', 'closed'] as const
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number]

/**
 * Why a campaign is over: everybody accepted, its day came, a person closed it, an operator canceled it, its document is
 * archived, or a new version of it asks people anew.
 */
export const CAMPAIGN_ENDINGS = ['completed', 'date', 'closed', 'canceled', 'archived', 'superseded'] as const
export type CampaignEnding = (typeof CAMPAIGN_ENDINGS)[number]

/** When people are asked again without a new version: never, each year on a day, or so long after each one's own acceptance. */
export const RECURRENCES = ['none', 'yearly', 'after_acceptance'] as const
export type Recurrence = (typeof RECURRENCES)[number]

export const CAMPAIGN_LIMITS = {
  message: 2_000,
  statement: 500,
  remindEvery: 60,
  escalateAfter: 60,
  repeatMonths: 60,
  daysToRead: 365,
} as const

export const DEFAULT_STATEMENT = 'I have read this document and will follow it.'
/** Working days between reminders, working days from the due date to the managers, days from the due date to the end. */
export const CAMPAIGN_DEFAULTS = { daysToRead: 14, remindEvery: 5, escalateAfter: 1, daysAfterDue: 14 } as const

/** A campaign that asks again, or whoever joins later, has no end of its own. */
export const endsByItself = ({ evergreen, recurrence }: { evergreen: boolean; recurrence: Recurrence }): boolean =>
  !evergreen && recurrence === 'none'

/** Where somebody stands in a campaign. */
export const READER_STATES = ['accepted', 'reading', 'not_opened', 'left'] as const
export type ReaderState = (typeof READER_STATES)[number]

/** How long somebody had one section of the text before them. */
export interface SectionTime {
  /** Its heading. */
  section: string
  seconds: number
}

export const SECTION_LIMITS = { sections: 300, heading: 200, seconds: 86_400 } as const

/** A day of the year, 'MM-DD'. The 29th of February stands for the 28th in years without it. */
export type YearDay = string

/** The last time that this day of the year came, on or before a date. */
export function lastYearly(day: YearDay, today: PlainDate): PlainDate {
  const year = Number(today.slice(0, 4))
  const inYear = (of: number): PlainDate => `${of}-${day === '02-29' && !isLeap(of) ? '02-28' : day}`
  const thisYear = inYear(year)
  return thisYear <= today ? thisYear : inYear(year - 1)
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
