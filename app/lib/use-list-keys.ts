import { useEffect, useState } from 'react'
import { isPageKey } from './use-shortcuts.ts'

interface ListKeys {
  onOpen: (id: string) => void
  onPeek?: (id: string) => void
  /** The focus moved on: an open peek follows it. */
  onMove?: (id: string) => void
  onSelect?: (id: string) => void
  onKey?: (key: string, id: string) => void
}

/** j and k move, Enter opens, Space peeks, x selects. Returns the row in focus. */
export function useListKeys(
  ids: readonly string[],
  { onOpen, onPeek, onMove, onSelect, onKey }: ListKeys,
): string | null {
  const [focused, setFocused] = useState<string | null>(null)
  useEffect(() => {
    const move = (by: number) => {
      const at = focused === null ? -1 : ids.indexOf(focused)
      const next = ids[Math.min(Math.max(at + by, 0), ids.length - 1)] ?? null
      setFocused(next)
      document.querySelector(`[data-row="${next}"]`)?.scrollIntoView({ block: 'nearest' })
      if (next !== null) onMove?.(next)
    }
    const onPress = (event: KeyboardEvent) => {
      if (!isPageKey(event) || ids.length === 0) return
      const onControl = event.target instanceof Element && event.target.closest('a, button, summary, input')
      if (event.key === 'j') return void move(1)
      if (event.key === 'k') return void move(-1)
      if (focused === null || (onControl && (event.key === 'Enter' || event.key === ' '))) return
      if (event.key === 'Enter') onOpen(focused)
      else if (event.key === ' ' && onPeek) {
        event.preventDefault()
        onPeek(focused)
      } else if (event.key === 'x') onSelect?.(focused)
      else onKey?.(event.key, focused)
    }
    document.addEventListener('keydown', onPress)
    return () => document.removeEventListener('keydown', onPress)
  }, [ids, focused, onOpen, onPeek, onMove, onSelect, onKey])
  return focused !== null && ids.includes(focused) ? focused : null
}
