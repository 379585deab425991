import { dayIn } from '../date-formatter.ts'
import { CATEGORIES, type Category } from '../documents/categories.ts'
import { CLASSIFICATION_LABELS } from '../documents/classification.ts'
import { DOCUMENT_TYPE_LABELS } from '../documents/kinds.ts'
import { DOCUMENT_STATUS_LABELS } from '../documents/status.ts'
import { DEFAULT_COUNTS_FROM, DEFAULT_RHYTHM, type ReviewRhythm } from '../reviews/rhythm.ts'
import { ROLE_LABELS } from '../roles.ts'
import type { Facts } from './action.ts'

/** One thing that an entry changed, in words. */
export interface AuditChange {
  what: string
  from: string
  to: string
}

/** What the people are called whom facts name by their memberships. */
export type PeopleNames = ReadonlyMap<string, string>

interface Property {
  label: string
  /** Absent: the value stands for itself. */
  words?: (value: unknown, names: PeopleNames) => string
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const NOTHING = 'none'

const from = (table: Readonly<Record<string, string>>) => (value: unknown) => table[String(value)] ?? String(value)
const person: Property['words'] = (id, names) => names.get(String(id)) ?? 'somebody who is no member'
const day: Property['words'] = (date) => dayIn(String(date), 'UTC')
const yesOrNo: Property['words'] = (value) => (value === true ? 'yes' : 'no')

const rhythmWords = ({ daysBefore, overdueEveryDays }: ReviewRhythm): string =>
  `${daysBefore.join(', ')} days before, every ${overdueEveryDays} days once overdue`

/** What holds until an organization decides otherwise. */
const UNDECIDED = { authorsMayApprove: false, reviewsCountFrom: DEFAULT_COUNTS_FROM, reviewRhythm: DEFAULT_RHYTHM }

/** Of documents and of sign-offs. */
const STATUSES = { ...DOCUMENT_STATUS_LABELS, pending: 'Pending', rejected: 'Rejected' }

/** What entries say of the state before and after, in the order in which it is read. What is not here is not for people. */
const PROPERTIES: Readonly<Record<string, Property>> = {
  status: { label: 'Status', words: from(STATUSES) },
  name: { label: 'Name' },
  title: { label: 'Title' },
  category: { label: 'Category', words: (code) => CATEGORIES[code as Category]?.label ?? String(code) },
  type: { label: 'Type', words: from(DOCUMENT_TYPE_LABELS) },
  classification: { label: 'Classification', words: from(CLASSIFICATION_LABELS) },
  ownerId: { label: 'Owner', words: person },
  secondOwnerId: { label: 'Second owner', words: person },
  frameworks: { label: 'Frameworks' },
  tags: { label: 'Tags' },
  review: { label: 'Review' },
  nextReviewDate: { label: 'Next review', words: day },
  effectiveDate: { label: 'Effective date', words: day },
  signer: { label: 'Signer' },
  roles: { label: 'Roles', words: from(ROLE_LABELS) },
  positionTitle: { label: 'Position' },
  managerId: { label: 'Manager', words: person },
  department: { label: 'Department' },
  parent: { label: 'Part of' },
  headId: { label: 'Head', words: person },
  description: { label: 'Description' },
  timeZone: { label: 'Time zone' },
  workingDays: { label: 'Working days', words: (n) => WEEKDAYS[Number(n) - 1] ?? String(n) },
  authorsMayApprove: { label: 'Authors may approve', words: yesOrNo },
  reviewsCountFrom: { label: 'Reviews count from', words: from({ review: 'the review', due: 'the due date' }) },
  reviewRhythm: { label: 'Reminders of reviews', words: (rhythm) => rhythmWords(rhythm as ReviewRhythm) },
}
const PEOPLE = ['ownerId', 'secondOwnerId', 'managerId', 'headId']

type State = Readonly<Record<string, unknown>>

/** A state with what belongs together as one: a review is so many of a unit, settings are properties of their own. */
function flat(state: object | undefined): State {
  const { reviewEvery, reviewUnit, settings, ...rest } = (state ?? {}) as Record<string, unknown>
  const every = reviewEvery === null ? null : `every ${reviewEvery} ${String(reviewUnit)}`
  return {
    ...rest,
    ...(reviewEvery === undefined ? {} : { review: every }),
    ...(typeof settings === 'object' && settings !== null ? { ...UNDECIDED, ...settings } : {}),
  }
}

const isNothing = (value: unknown) => value === null || value === undefined || value === ''

function wordsOf(value: unknown, { words = String }: Property, names: PeopleNames): string {
  const each = Array.isArray(value) ? value : [value]
  const said = each.filter((one) => !isNothing(one)).map((one) => words(one, names))
  return said.length === 0 ? NOTHING : said.join(', ')
}

/** From what to what an entry changed each thing that it names before and after. */
export function changesOf({ before, after }: Facts, names: PeopleNames): AuditChange[] {
  const [was, is] = [flat(before), flat(after)]
  return Object.entries(PROPERTIES).flatMap(([key, property]) => {
    if (!(key in was && key in is)) return []
    const [old, now] = [wordsOf(was[key], property, names), wordsOf(is[key], property, names)]
    return JSON.stringify(was[key]) === JSON.stringify(is[key]) ? [] : [{ what: property.label, from: old, to: now }]
  })
}

/** The memberships that the facts of an entry name, for their names. */
export const peopleIn = ({ before, after }: Facts): string[] =>
  [before, after].flatMap((state) => PEOPLE.map((key) => (state as State | undefined)?.[key])).filter(isText)

const isText = (value: unknown): value is string => typeof value === 'string'
