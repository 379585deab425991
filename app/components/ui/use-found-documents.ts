import { useFound } from './use-found.ts'

/** What the search address answers with. */
export interface FoundDocument {
  identifier: string
  title: string
  to: string
}

const SHORTEST = 2
const NONE: FoundDocument[] = []

/** The documents that fit what is being typed. */
export function useFoundDocuments(searchAt: string, words: string): { documents: FoundDocument[]; failed: boolean } {
  const asked = words.trim()
  const { answer, failed } = useFound<{ documents: FoundDocument[] }>(
    asked.length < SHORTEST ? null : `${searchAt}?q=${encodeURIComponent(asked)}`,
  )
  return { documents: answer?.documents ?? NONE, failed }
}
