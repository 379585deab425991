/** What changed between two texts, as pages and the API show it. Plain data: it goes between threads and is stored. */
export type Comparison = {
  /** Changes are numbered from 1 in reading order: `id="change-1"` in the HTML. */
  changes: number
  /** How many paragraphs have another number in front, and say the same: no changes. */
  renumbered: number
  words: { added: number; removed: number }
  /** Sentences for people: which sections changed, what moved, how much. */
  summary: string[]
  /** Says that some of it is coarser than usual; null when all was compared. */
  note: string | null
  /** The text with `ins` and `del`, and with the number of each paragraph of the new text where it ends (`paragraphMark`). */
  html: string
}
