import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { CommentsView } from '#app/lib/comments.ts'
import { CommentSheet } from './comment-sheet.tsx'
import { Thread } from './thread.tsx'
import { useQuote } from './use-quote.ts'

/**
 * A text with its comments: each below the paragraph that it is about. The text has the places for them and works without
 * scripts, which lead to a page of the comments instead.
 * @param html the text, in which the places are found anew when it changes
 */
export function PinnedText({
  comments,
  html,
  children,
}: {
  comments: CommentsView
  html: string
  children: ReactNode
}) {
  const root = useRef<HTMLDivElement>(null)
  const places = usePlaces(root, html)
  const quoteOf = useQuote(root)
  const [asked, setAsked] = useState<{ block: number; quote: string } | null>(null)
  const onClick = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLElement>('.pin-link')
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    const block = Number(link.dataset.block)
    setAsked({ block, quote: quoteOf(block) })
  }
  /** Words that are chosen stay so. */
  const onMouseDown = (event: MouseEvent) => {
    if ((event.target as Element).closest('.pin-link')) event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside have the focus and are pressed by keys; they are HTML
    // biome-ignore lint/a11y/useKeyWithClickEvents: a key on a link is a click
    <div className="pinned" ref={root} onClick={onClick} onMouseDown={onMouseDown}>
      {children}
      {comments.threads.map((thread) => {
        const place = places.get(thread.block)
        return place ? createPortal(<Thread thread={thread} comments={comments} beside />, place, thread.id) : null
      })}
      {asked ? <CommentSheet comments={comments} {...asked} onClose={() => setAsked(null)} /> : null}
    </div>
  )
}

/** The places in the text, by paragraph; none before scripts run. */
function usePlaces(root: React.RefObject<HTMLElement>, html: string): ReadonlyMap<number, Element> {
  const [places, setPlaces] = useState<ReadonlyMap<number, Element>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is written into the page when it changes
  useEffect(() => {
    const found = [...(root.current?.querySelectorAll<HTMLElement>('.pins') ?? [])]
    setPlaces(new Map(found.map((place) => [Number(place.dataset.block), place])))
  }, [root, html])
  return places
}
