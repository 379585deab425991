import { useNavigation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

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
  const { revalidate, state } = useRevalidator()
  const navigation = useNavigation()
  // To read again starts over what is being read: where much happens, a page that is being opened would never come.
  const isReading = state !== 'idle' || navigation.state !== 'idle'
  const changed = useRef(new Set<string>())
  const [isStale, setStale] = useState(false)

  useEffect(() => {
    const hear = (document: string | null) => {
      if (document) changed.current.add(document)
      setStale(true)
    }
    return listen(address, hear)
  }, [address])

  useEffect(() => {
    if (!isStale || isReading) return
    let timer: number | undefined
    const read = () => {
      if (isWriting()) {
        document.addEventListener('focusout', later, { once: true })
        return
      }
      const ids = [...changed.current]
      changed.current.clear()
      setStale(false)
      revalidate()
      for (const id of ids) mark(id)
    }
    const later = () => {
      timer = window.setTimeout(read, GATHER_MS)
    }
    later()
    return () => {
      window.clearTimeout(timer)
      document.removeEventListener('focusout', later)
    }
  }, [isStale, isReading, revalidate])
}

/**
 * Hears the events of an address while the page is in sight. A browser keeps six connections to a server that speaks
 * HTTP/1.1, for all its tabs: a seventh tab would wait for one for good. What a page did not hear it reads on its return.
 */
function listen(address: string, hear: (document: string | null) => void): () => void {
  let source: EventSource | null = null
  const open = () => {
    source = new EventSource(address)
    source.onmessage = ({ data }: MessageEvent<string>) => hear((JSON.parse(data) as LiveEvent).document)
  }
  const onSight = () => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (source === null) {
      open()
      hear(null)
    }
  }
  if (!document.hidden) open()
  document.addEventListener('visibilitychange', onSight)
  return () => {
    document.removeEventListener('visibilitychange', onSight)
    source?.close()
  }
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
