import { useNavigate } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { Command } from './commands/command.ts'

/** How long the first key of a pair waits for the second. */
const PAIR_MS = 1_200

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox')

/** True when a key belongs to a page and not to a field, a menu or a dialog. */
export const isPageKey = (event: KeyboardEvent) =>
  !isTyping(event.target) &&
  !event.metaKey &&
  !event.ctrlKey &&
  !event.altKey &&
  !document.querySelector('dialog[open]')

/** Answers to the keys of the commands, to `⌘K` and to `?`. */
export function useShortcuts(
  commands: readonly Command[],
  { onPalette, onHelp }: { onPalette: () => void; onHelp: () => void },
) {
  const navigate = useNavigate()
  const first = useRef<{ key: string; at: number } | null>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return onPalette()
      }
      if (!isPageKey(event)) return
      if (event.key === '?') return onHelp()
      const before = first.current && event.timeStamp - first.current.at < PAIR_MS ? first.current.key : ''
      first.current = { key: event.key, at: event.timeStamp }
      const hit = commands.find(({ keys }) => keys === `${before} ${event.key}`)
      if (!hit) return
      event.preventDefault()
      first.current = null
      navigate(hit.to)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [commands, navigate, onPalette, onHelp])
}
