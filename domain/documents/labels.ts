import { DomainError } from '../errors.ts'
import { CHANGE_TYPES, type ChangeType } from './status.ts'

/** Two whole numbers, as people write them: '1.10' comes after '1.9'. */
export type VersionLabel = string

const parse = (label: VersionLabel): [number, number] => {
  const match = /^(\d+)\.(\d+)$/.exec(label)
  if (!match) throw new RangeError(`Not a version label: ${label}`)
  return [Number(match[1]), Number(match[2])]
}

/** The change types that make sense after `previous`: the first version is initial and only the first. */
export const changeTypesAfter = (previous: VersionLabel | null): ChangeType[] =>
  CHANGE_TYPES.filter((type) => (type === 'initial') === (previous === null))

/** The label an approved version gets. A patch counts like a minor change: readers see two numbers only. @throws change_type_not_allowed */
export function nextLabel(previous: VersionLabel | null, change: ChangeType): VersionLabel {
  const allowed = changeTypesAfter(previous)
  if (!allowed.includes(change)) throw new DomainError('change_type_not_allowed', { change, allowed })
  if (previous === null) return '1.0'
  const [major, minor] = parse(previous)
  return change === 'major' ? `${major + 1}.0` : `${major}.${minor + 1}`
}

/** A text that was submitted: the label that it gets once it is approved, and its number among those submitted for it. */
export interface Submission {
  label: VersionLabel
  /** From 1. */
  submission: number
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

const nth = ({ label, submission }: Submission): string =>
  `${label}, ${ORDINALS[submission - 1] ?? `${submission}th`} submission`

/**
 * What a text is called while it is being signed. A text that was sent back and changed is submitted again under the same
 * label, and is not the text that people signed before: "1.0, second submission".
 */
export const submissionName = (submitted: Submission): string =>
  submitted.submission === 1 ? submitted.label : nth(submitted)

interface NamedVersion {
  number: number
  /** Null before it is approved. */
  label: VersionLabel | null
  /** Null of a version that was saved and never submitted. */
  round: (Submission & { running: boolean }) | null
}

/**
 * What a version is called everywhere: by its label, by that of its submission, or "v3". Of a text that was sent back the
 * submission is always named, since the label alone names the text that was approved.
 */
export function versionName({ number, label, round }: NamedVersion): string {
  if (label !== null) return label
  if (round === null) return `v${number}`
  return round.running ? submissionName(round) : nth(round)
}

/** A version as a list has it. */
export interface ListedName {
  number: number
  major: number | null
  minor: number | null
  roundStatus: string | null
  roundLabel: string | null
  submission: number | null
}

/** What people call a version of a list. */
export const nameOfListed = ({ number, major, minor, roundStatus, roundLabel, submission }: ListedName): string =>
  versionName({
    number,
    label: major === null ? null : `${major}.${minor}`,
    round:
      roundLabel === null || submission === null
        ? null
        : { label: roundLabel, submission, running: roundStatus === 'running' },
  })

/** What a file is called: "POL-AC-001 2.0.pdf", "POL-AC-001 1.0, second submission.pdf", "POL-AC-001 draft.md". */
export const fileNameOf = (identifier: string, version: ListedName | null, extension: string): string =>
  `${identifier} ${version ? nameOfListed(version) : 'draft'}.${extension}`

/** Order of labels, by number and not by text. */
export function compareLabels(a: VersionLabel, b: VersionLabel): number {
  const [majorA, minorA] = parse(a)
  const [majorB, minorB] = parse(b)
  return majorA - majorB || minorA - minorB
}

/** The highest of some labels, or null of none. */
export const highestLabel = (labels: readonly VersionLabel[]): VersionLabel | null =>
  labels.reduce<VersionLabel | null>((high, label) => (high && compareLabels(high, label) >= 0 ? high : label), null)
