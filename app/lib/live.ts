import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** How long a change stays marked; the styles fade it out in the same time. */
const MARK_MS = 2_000
/** Several rows of one transaction arrive one by one; one reading is enough for them. */
const GATHER_MS = 150

interface LiveEvent {
  topic: string
  document: string | null
}

/**
 * Reads the page again when others changed something, and marks the rows it is about. Never while the reader types: what
 * came in the meantime is read when they leave the field.
 */
export function useLive(address: string) {
  const { revalidate } = useRevalidator()
  const changed = useRef(new Set<string>())
  useEffect(() => {
    const source = new EventSource(address)
    let timer: number | undefined
    const read = () => {
      if (isWriting()) {
        document.addEventListener('focusout', later, { once: true })
        return
      }
      const ids = [...changed.current]
      changed.current.clear()
      revalidate()
      for (const id of ids) mark(id)
    }
    const later = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(read, GATHER_MS)
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent
      if (event.document) changed.current.add(event.document)
      later()
    }
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('focusout', later)
      source.close()
    }
  }, [address, revalidate])
}

const isWriting = () => {
  const { activeElement } = document
  return (
    activeElement instanceof HTMLElement &&
    activeElement.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true]')
  )
}

function mark(id: string) {
  for (const row of document.querySelectorAll(`[data-row="${CSS.escape(id)}"], [data-live="${CSS.escape(id)}"]`)) {
    row.classList.add('is-changed')
    window.setTimeout(() => row.classList.remove('is-changed'), MARK_MS)
  }
}
