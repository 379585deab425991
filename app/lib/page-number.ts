/** Which page of a list an address asks for; anything that is no number is the first. */
export function pageIn(search: URLSearchParams, name: string): number {
  const asked = Number(search.get(name))
  return Number.isInteger(asked) ? asked : 1
}

/** Where a page stands in its list, as `Pages` shows it. */
export interface Place {
  total: number
  page: number
  pages: number
  /** Which of all the first row of the page is, from 1. */
  first: number
}

/** The place alone, without the rows. */
export const placeOf = ({ total, page, pages, first }: Place): Place => ({ total, page, pages, first })
