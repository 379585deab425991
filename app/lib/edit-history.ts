/** What was changed in a form, to go back and forth in it. Plain data and pure functions. */
export interface EditHistory<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** What was changed last: typing on in one field is one change. Null after any other change. */
  field: string | null
}

/** More steps back nobody goes. */
const MOST = 200

export const begin = <T>(present: T): EditHistory<T> => ({ past: [], present, future: [], field: null })

/**
 * The history after a change. What was undone before cannot be redone any more.
 * @param field the field in which somebody types, whose next letters belong to the same change
 */
export function did<T>(history: EditHistory<T>, present: T, field: string | null = null): EditHistory<T> {
  if (present === history.present) return history
  const goesOn = field !== null && field === history.field
  const past = goesOn ? history.past : [...history.past, history.present].slice(-MOST)
  return { past, present, future: [], field }
}

/** One change back; the same where there is none. */
export function undo<T>(history: EditHistory<T>): EditHistory<T> {
  const present = history.past.at(-1)
  if (history.past.length === 0 || present === undefined) return history
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], field: null }
}

/** One change forth again; the same where nothing was undone. */
export function redo<T>(history: EditHistory<T>): EditHistory<T> {
  const [present, ...future] = history.future
  if (history.future.length === 0 || present === undefined) return history
  return { past: [...history.past, history.present], present, future, field: null }
}
