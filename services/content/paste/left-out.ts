/** What a paste could not keep, counted, so that it can be said. */
export interface LeftOut {
  images: number
  comments: number
  /** Passages that were struck out by "track changes". */
  deletions: number
  /** Tables of contents: a document makes its own. */
  contents: number
  formulas: number
  /** Videos, sounds, pages in a page. */
  embedded: number
  menus: number
  /** Links that are plain text now, as they lead nowhere from here. */
  links: number
  /** Lists that had letters or Roman numerals and have digits now. */
  letters: number
}

export const nothingLeftOut = (): LeftOut => ({
  images: 0,
  comments: 0,
  deletions: 0,
  contents: 0,
  formulas: 0,
  embedded: 0,
  menus: 0,
  links: 0,
  letters: 0,
})
