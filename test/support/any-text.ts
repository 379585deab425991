import fc from 'fast-check'

const SURROGATES = { from: 0xd800, count: 0x800 }

/** Every character there is. */
const character = fc.nat(0x10ffff - SURROGATES.count).map(
  (n) => String.fromCodePoint(n < SURROGATES.from ? n : n + SURROGATES.count),
  (value) => {
    const point = typeof value === 'string' ? value.codePointAt(0) : undefined
    if (point === undefined || String.fromCodePoint(point) !== value) throw new Error('This is not one character.')
    return point < SURROGATES.from ? point : point - SURROGATES.count
  },
)

/**
 * Any text of any characters. fast-check's own, of the unit `binary`, is the same, but fills a table with all of Unicode
 * before the first text, which takes seconds.
 */
export const anyText = fc.string({ unit: character })
