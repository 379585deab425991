/** Which rows of a list to read. */
export interface PageOfRows {
  limit: number
  offset: number
  /** The page begins after this row, wherever others have come or gone since. */
  after?: string
}
