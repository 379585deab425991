import { diffArrays } from 'diff'
import { sameStyle } from '../model.ts'
import type { Budget } from './budget.ts'
import { isText, keyOfSeam, type Run, textOf } from './runs.ts'

/**
 * A stretch of a line. `same` has one text; `restyled` says the same in another format, `refilled` is a variable with another
 * value: both have what was there before and what is there now.
 */
export type Part =
  | { kind: 'same'; runs: Run[] }
  | { kind: 'inserted'; runs: Run[] }
  | { kind: 'deleted'; runs: Run[] }
  | { kind: 'restyled' | 'refilled'; before: Run[]; after: Run[] }

/** Words, single signs, blanks; letters of scripts without blanks one by one. */
const TOKEN = /\s+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}_’']+|[^\s]/gu
/** Beyond so many differences a line is shown as replaced: nobody could read it word by word. */
const MAX_EDITS = 1_500

const tokens = (line: readonly Run[]): Run[] =>
  line.flatMap((run): Run[] =>
    run.type === 'text' ? (run.text.match(TOKEN) ?? []).map((text) => ({ ...run, text })) : [run],
  )

/** Words are the same whatever their format: that is compared after. */
function keyOf(token: Run): string {
  switch (token.type) {
    case 'text':
      return token.text
    case 'variable':
      return `\0variable ${token.name}`
    case 'break':
      return '\0break'
    case 'seam':
      return `\0${keyOfSeam(token)}`
  }
}

/** Neighbors of one style become one run again. */
function join(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.type === 'text' && last?.type === 'text' && sameStyle(run.style, last.style)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text }
    } else joined.push(run)
  }
  return joined
}

type Stretch = { before: Run[]; after: Run[]; same: boolean }

const isBlankToken = (token: Run | undefined): boolean => token?.type === 'text' && /^\s+$/.test(token.text)
const isBlank = (stretch: Stretch): boolean => stretch.before.every(isBlankToken)

/** A blank between two changed words belongs to the change: "twice a year" is replaced once, not word by word. */
function bridge(stretches: Stretch[]): Stretch[] {
  const bridged: Stretch[] = []
  stretches.forEach((stretch, at) => {
    const last = bridged.at(-1)
    const next = stretches[at + 1]
    const joins = last && !last.same && (!stretch.same || (isBlank(stretch) && next && !next.same))
    if (joins)
      bridged[bridged.length - 1] = {
        before: [...last.before, ...stretch.before],
        after: [...last.after, ...stretch.after],
        same: false,
      }
    else bridged.push(stretch)
  })
  return bridged
}

/** The blank that ends both sides of a change is no change: a line through it would run into the next word. */
function withoutSharedBlank(stretch: Stretch): Stretch[] {
  const [old, current] = [stretch.before.at(-1), stretch.after.at(-1)]
  if (stretch.same || !old || !current || !isBlankToken(old) || keyOf(old) !== keyOf(current)) return [stretch]
  return [
    { before: stretch.before.slice(0, -1), after: stretch.after.slice(0, -1), same: false },
    { before: [old], after: [current], same: true },
  ]
}

type PairKind = 'same' | 'restyled' | 'refilled'

/** What became of a token that is on both sides. */
function kindOf(old: Run, current: Run): PairKind {
  if (!isText(old) || !isText(current)) return 'same'
  if (old.type === 'variable' && current.type === 'variable' && old.shown !== current.shown) return 'refilled'
  return sameStyle(old.style, current.style) ? 'same' : 'restyled'
}

const pairPart = (kind: PairKind, before: Run[], after: Run[]): Part =>
  kind === 'same' ? { kind, runs: join(after) } : { kind, before: join(before), after: join(after) }

/** A stretch of equal words, parted where their format or a value differs. */
function pairParts({ before, after }: Stretch): Part[] {
  const parts: Part[] = []
  let from = 0
  let kind: PairKind = 'same'
  const end = (to: number) => {
    if (to > from) parts.push(pairPart(kind, before.slice(from, to), after.slice(from, to)))
    from = to
  }
  before.forEach((old, at) => {
    const now = kindOf(old, after[at] as Run)
    if (now !== kind) end(at)
    kind = now
  })
  end(before.length)
  return parts
}

const onlyText = (runs: readonly Run[]): boolean => runs.length > 0 && runs.every(isText)

/** The same words, written as a variable or not, are another format of them. */
const isRewritten = ({ before, after }: Stretch): boolean =>
  onlyText(before) && onlyText(after) && textOf(before) === textOf(after)

/** What changed between two lines, word by word; null when that would take too long or could not be read. */
export function diffLine(before: readonly Run[], after: readonly Run[], budget: Budget): Part[] | null {
  const old = tokens(before)
  const current = tokens(after)
  const changes = diffArrays(old.map(keyOf), current.map(keyOf), { timeout: budget.left(), maxEditLength: MAX_EDITS })
  if (!changes) return null
  let oldAt = 0
  let newAt = 0
  const stretches = changes.map(({ added, removed, count }): Stretch => {
    const stretch = {
      before: added ? [] : old.slice(oldAt, oldAt + count),
      after: removed ? [] : current.slice(newAt, newAt + count),
      same: !added && !removed,
    }
    oldAt += stretch.before.length
    newAt += stretch.after.length
    return stretch
  })
  return bridge(stretches)
    .flatMap(withoutSharedBlank)
    .flatMap((stretch): Part[] => {
      if (stretch.same) return pairParts(stretch)
      if (isRewritten(stretch)) return [pairPart('restyled', stretch.before, stretch.after)]
      return replaced(stretch.before, stretch.after)
    })
}

/** One line in place of another, as a whole. */
export const replaced = (before: readonly Run[], after: readonly Run[]): Part[] =>
  [
    { kind: 'deleted' as const, runs: join(before) },
    { kind: 'inserted' as const, runs: join(after) },
  ].filter(({ runs }) => runs.length > 0)
