import { type RefObject, useEffect, useRef } from 'react'

/** On a phone the words are no longer chosen when the finger reaches the link. */
const LINGERS_MS = 1_500

/** What of a chosen passage is not text of the version. */
const NOT_TEXT = 'del, .pins, .no, .format-label, .moved-label'

/** The words that are chosen in a paragraph of a text, for whoever is about to comment on it. */
export function useQuote(root: RefObject<HTMLElement>): (block: number) => string {
  const chosen = useRef({ block: -1, words: '', until: 0 })
  useEffect(() => {
    const look = () => {
      const selection = document.getSelection()
      if (!selection || selection.isCollapsed || !root.current?.contains(selection.anchorNode)) {
        chosen.current.until = Math.min(chosen.current.until, Date.now() + LINGERS_MS)
        return
      }
      const range = selection.getRangeAt(0)
      const [from, to] = [blockOf(root.current, range, 'start'), blockOf(root.current, range, 'end')]
      const passage = range.cloneContents()
      for (const part of passage.querySelectorAll(NOT_TEXT)) part.remove()
      const words = from === to ? (passage.textContent ?? '').replace(/\s+/g, ' ').trim() : ''
      chosen.current = { block: to, words, until: Number.POSITIVE_INFINITY }
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [root])
  return (block) => {
    const { words, until } = chosen.current
    return chosen.current.block === block && Date.now() <= until ? words : ''
  }
}

/** The paragraph in which a passage begins or ends: the next place for comments is its own. */
function blockOf(root: HTMLElement, range: Range, side: 'start' | 'end'): number {
  const edge = range.cloneRange()
  edge.collapse(side === 'start')
  for (const place of root.querySelectorAll<HTMLElement>('.pins')) {
    if (edge.comparePoint(place, 0) > 0) return Number(place.dataset.block)
  }
  return -1
}
