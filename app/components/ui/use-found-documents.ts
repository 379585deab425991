import type { FoundCommand } from '#app/lib/palette.server.ts'
import { useFound } from './use-found.ts'

/** What the search address answers with. */
export interface FoundDocument {
  identifier: string
  title: string
  to: string
}

interface Found {
  documents: FoundDocument[]
  commands: FoundCommand[]
}

export interface FoundForPalette extends Found {
  /** What is shown answers earlier words. */
  searching: boolean
  failed: boolean
}

const SHORTEST = 2
const NOTHING: Found = { documents: [], commands: [] }

/** The documents that fit what is being typed, and the commands about documents. */
export function useFoundDocuments(searchAt: string, words: string): FoundForPalette {
  const asked = words.trim()
  const address = asked.length < SHORTEST ? null : `${searchAt}?q=${encodeURIComponent(asked)}`
  const { answer, at, failed } = useFound<Found>(address)
  return { ...(answer ?? NOTHING), searching: address !== at, failed }
}
