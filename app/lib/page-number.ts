/** Which page of a list an address asks for; anything that is no number is the first. */
export function pageIn(search: URLSearchParams, name: string): number {
  return numberIn(search, name) ?? 1
}

/** The number that an address names, such as the entry before which a page begins; undefined for none and for nonsense. */
export function numberIn(search: URLSearchParams, name: string): number | undefined {
  const asked = Number(search.get(name) ?? Number.NaN)
  return Number.isSafeInteger(asked) && asked > 0 ? asked : undefined
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
