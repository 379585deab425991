import { diffArrays } from 'diff'
import { type Inline, sameStyle, type TextRun } from '../model.ts'
import type { Budget } from './budget.ts'

export type Segment = { kind: 'same' | 'inserted' | 'deleted'; runs: Inline[] }

/** Words, single signs, blanks; letters of scripts without blanks one by one. */
const TOKEN = /\s+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{M}\p{N}_’']+|[^\s]/gu
/** Beyond so many differences a line is shown as replaced: nobody could read it word by word. */
const MAX_EDITS = 1_500

function tokens(line: Inline[]): Inline[] {
  return line.flatMap((run): Inline[] =>
    run.type === 'text' ? (run.text.match(TOKEN) ?? []).map((text) => ({ ...run, text })) : [run],
  )
}

function keyOf(token: Inline): string {
  if (token.type === 'break') return '\n'
  return `${token.type === 'text' ? token.text : `{{${token.name}}}`}\0${token.style.marks.join()}\0${token.style.href ?? ''}`
}

/** Neighbors of one style become one run again. */
function join(runs: Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.type === 'text' && last?.type === 'text' && sameStyle(run.style, last.style)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text } satisfies TextRun
    } else joined.push(run)
  }
  return joined
}

type Part = { before: Inline[]; after: Inline[]; same: boolean }

const isBlankToken = (token: Inline | undefined): boolean => token?.type === 'text' && /^\s+$/.test(token.text)
const isBlank = (part: Part): boolean => part.before.every(isBlankToken)

/** A blank between two changed words belongs to the change: "twice a year" is replaced once, not word by word. */
function bridge(parts: Part[]): Part[] {
  const bridged: Part[] = []
  parts.forEach((part, at) => {
    const last = bridged.at(-1)
    const next = parts[at + 1]
    const joins = last && !last.same && (!part.same || (isBlank(part) && next && !next.same))
    if (joins)
      bridged[bridged.length - 1] = {
        before: [...last.before, ...part.before],
        after: [...last.after, ...part.after],
        same: false,
      }
    else bridged.push(part)
  })
  return bridged
}

/** What changed between two lines, word by word; null when that would take too long or could not be read. */
export function diffLine(before: Inline[], after: Inline[], budget: Budget): Segment[] | null {
  const old = tokens(before)
  const current = tokens(after)
  const changes = diffArrays(old.map(keyOf), current.map(keyOf), { timeout: budget.left(), maxEditLength: MAX_EDITS })
  if (!changes) return null
  let oldAt = 0
  let newAt = 0
  const parts = changes.map(({ added, removed, count }): Part => {
    const part = {
      before: added ? [] : old.slice(oldAt, oldAt + count),
      after: removed ? [] : current.slice(newAt, newAt + count),
      same: !added && !removed,
    }
    oldAt += part.before.length
    newAt += part.after.length
    return part
  })
  return bridge(parts)
    .flatMap(withoutSharedBlank)
    .flatMap((part): Segment[] =>
      part.same ? [{ kind: 'same', runs: join(part.after) }] : replaced(part.before, part.after),
    )
}

/** The blank that ends both sides of a change is no change: a line through it would run into the next word. */
function withoutSharedBlank(part: Part): Part[] {
  const [old, current] = [part.before.at(-1), part.after.at(-1)]
  if (part.same || !old || !current || !isBlankToken(old) || keyOf(old) !== keyOf(current)) return [part]
  return [
    { before: part.before.slice(0, -1), after: part.after.slice(0, -1), same: false },
    { before: [old], after: [current], same: true },
  ]
}

/** One line in place of another, as a whole. */
export const replaced = (before: Inline[], after: Inline[]): Segment[] =>
  [
    { kind: 'deleted' as const, runs: join(before) },
    { kind: 'inserted' as const, runs: join(after) },
  ].filter(({ runs }) => runs.length > 0)
