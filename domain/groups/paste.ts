/** A line of a pasted list of people; `address` null when it has none. */
export interface PastedPerson {
  /** From 1, as an editor counts. */
  line: number
  address: string | null
}

const BETWEEN_WORDS = /[\s,;"'<>()]+/
const ADDRESS = /^[^@]+@[^@]+$/
/** What the first line of an exported table says of its columns. */
const HEADER = /\b(e-?mail|address|name)\b/i

/**
 * Reads a list of people: one a line, with an address anywhere in it, so that a column of addresses, lines of a CSV file and
 * "Ada <ada@example.com>" all count. Empty lines and a header are left out; who stands there twice counts once.
 */
export function pastedPeople(list: string): PastedPerson[] {
  const seen = new Set<string>()
  return list.split(/\r\n|\r|\n/).flatMap((text, n): PastedPerson[] => {
    if (text.trim() === '') return []
    const address =
      text
        .split(BETWEEN_WORDS)
        .find((word) => ADDRESS.test(word))
        ?.toLowerCase() ?? null
    if (address === null) return n === 0 && HEADER.test(text) ? [] : [{ line: n + 1, address }]
    if (seen.has(address)) return []
    seen.add(address)
    return [{ line: n + 1, address }]
  })
}
