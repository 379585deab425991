import { useEffect, useRef, useState } from 'react'
import { changeStep, type DefinitionDraft, type DraftStep, edited } from '#app/lib/definition-draft.ts'
import { begin, did, redo, undo } from '#app/lib/edit-history.ts'

/** How the parts of the editor change the definition. */
export interface Editing {
  draft: DefinitionDraft
  /** The step whose form is open. */
  current: string | null
  select: (key: string | null) => void
  /** Changes fields of a step. @param field where somebody types: the letters of one field are one change */
  change: (key: string, changes: Partial<DraftStep>, field?: string) => void
  changeAll: (changes: Partial<DefinitionDraft>, field?: string) => void
  /** Carries out a button of the form, without asking the server. */
  run: (intent: string) => void
  replace: (draft: DefinitionDraft) => void
  undo: (() => void) | null
  redo: (() => void) | null
}

/** The half-made definition while it is edited in the browser. What the server answers to a button is one more change. */
export function useDefinition(shown: DefinitionDraft, opened: string | null): Editing {
  const [history, setHistory] = useState(() => begin(shown))
  const [current, select] = useState(opened ?? shown.steps[0]?.key ?? null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    setHistory((now) => (JSON.stringify(now.present) === JSON.stringify(shown) ? now : did(now, shown)))
    if (opened !== null) select(opened)
  }, [shown, opened])
  const draft = history.present
  const replace = (next: DefinitionDraft, field: string | null = null) => setHistory((now) => did(now, next, field))
  return {
    draft,
    current,
    select,
    replace,
    change: (key, changes, field) => replace(changeStep(draft, key, changes), field ? `${key}.${field}` : null),
    changeAll: (changes, field) => replace({ ...draft, ...changes }, field ?? null),
    run: (intent) => {
      const next = edited(draft, intent)
      if (next === null) return
      replace(next)
      const added = next.steps.find(({ key }) => draft.steps.every((step) => step.key !== key))
      if (added) select(added.key)
    },
    undo: history.past.length > 0 ? () => setHistory(undo) : null,
    redo: history.future.length > 0 ? () => setHistory(redo) : null,
  }
}
