/**
 * One spelling for what people take for the same letters: accents go (only those of alphabets: the vowel signs of Hindi
 * and Thai and the marks of Japanese are letters), wide and joined forms become plain ones, ß is ss.
 */

/** Marks that an alphabet can do without, vowel points of Hebrew and Arabic, and what nobody sees. */
const ACCENTS =
  /(?!\u3099|\u309a)(?=\p{M})[\p{sc=Inherited}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}]|\u00ad|\u0640|[\u200b-\u200d]/gu

/** Letters that Unicode does not take apart. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ς: 'σ',
}
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')
const NO_WORD = /[^\p{L}\p{M}\p{N}]/gu

/** Letters and digits of a word as search compares them. */
export function foldWord(word: string): string {
  const small = word.toLowerCase()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(small)) return small
  return small
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(NO_WORD, '')
}
