import { useEffect, useRef, useState } from 'react'
import type { OutlineItem } from '../documents/content.tsx'

/** How far somebody has read, as their browser measures it. */
export interface Reading {
  /** False until scripts run; without them nothing is measured. */
  measured: boolean
  /** Which section is before the reader; -1 above the first one. */
  current: number
  /** Seconds on each section of the outline. */
  seconds: readonly number[]
  reachedEnd: boolean
}

const TICK_MS = 1_000
/** The section before the reader is the last one whose heading has come so far up the screen. */
const READING_LINE = 0.4

/**
 * Measures how long each section of a text is before the reader, while the page is in sight, and whether its end has been on
 * the screen. @param end the id of what stands at the end of the text
 */
export function useReading(outline: readonly OutlineItem[], end: string): Reading {
  const [reading, setReading] = useState<Reading>({
    measured: false,
    current: -1,
    seconds: outline.map(() => 0),
    reachedEnd: false,
  })
  const ids = useRef(outline.map(({ id }) => id))
  useEffect(() => {
    const look = (seconds: number) =>
      setReading((before) => {
        const current = sectionInSight(ids.current)
        return {
          measured: true,
          current,
          seconds: before.seconds.map((of, at) => (at === current ? of + seconds : of)),
          reachedEnd: before.reachedEnd || isInSight(end),
        }
      })
    const onScroll = () => look(0)
    const ticking = setInterval(() => {
      if (document.visibilityState === 'visible') look(TICK_MS / 1_000)
    }, TICK_MS)
    look(0)
    document.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearInterval(ticking)
      document.removeEventListener('scroll', onScroll)
    }
  }, [end])
  return reading
}

const topOf = (id: string): number | null => document.getElementById(id)?.getBoundingClientRect().top ?? null

function sectionInSight(ids: readonly string[]): number {
  const line = window.innerHeight * READING_LINE
  return ids.findLastIndex((id) => {
    const top = topOf(id)
    return top !== null && top <= line
  })
}

const isInSight = (id: string): boolean => {
  const top = topOf(id)
  return top !== null && top <= window.innerHeight
}

/** 1:05 */
export const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
