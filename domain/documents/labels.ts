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

/**
 * What a version is called while it is being signed: the label it gets once it is approved. Null where its change type
 * cannot follow `latest`.
 */
export const comingLabel = (latest: VersionLabel | null, change: ChangeType): VersionLabel | null =>
  changeTypesAfter(latest).includes(change) ? nextLabel(latest, change) : null

/** Order of labels, by number and not by text. */
export function compareLabels(a: VersionLabel, b: VersionLabel): number {
  const [majorA, minorA] = parse(a)
  const [majorB, minorB] = parse(b)
  return majorA - majorB || minorA - minorB
}

/** The highest of some labels, or null of none. */
export const highestLabel = (labels: readonly VersionLabel[]): VersionLabel | null =>
  labels.reduce<VersionLabel | null>((high, label) => (high && compareLabels(high, label) >= 0 ? high : label), null)
