import { lettersWithoutFont } from './fonts.ts'

/** Scripts that no font here has, by their names in Unicode. */
const NAMES = [
  ...[
    'Adlam',
    'Balinese',
    'Batak',
    'Bopomofo',
    'Buginese',
    'Buhid',
    'Canadian_Aboriginal',
    'Cham',
    'Cherokee',
    'Coptic',
  ],
  ...['Cuneiform', 'Egyptian_Hieroglyphs', 'Gothic', 'Hanunoo', 'Javanese', 'Kayah_Li', 'Lepcha', 'Limbu', 'Lisu'],
  ...['Meetei_Mayek', 'Mongolian', 'New_Tai_Lue', 'Nko', 'Ogham', 'Ol_Chiki', 'Osage', 'Phags_Pa', 'Rejang', 'Runic'],
  ...['Samaritan', 'Saurashtra', 'Sundanese', 'Syloti_Nagri', 'Syriac', 'Tagalog', 'Tagbanwa', 'Tai_Le', 'Tai_Tham'],
  ...['Tai_Viet', 'Tifinagh', 'Vai', 'Yi', 'Han', 'Latin', 'Greek', 'Cyrillic', 'Arabic', 'Hebrew', 'Devanagari'],
  ...['Bengali', 'Tamil', 'Telugu', 'Ethiopic', 'Georgian', 'Armenian', 'Khmer', 'Myanmar', 'Hangul', 'Katakana'],
].map((name) => ({ name: name.replaceAll('_', ' '), has: new RegExp(`\\p{Script=${name}}`, 'u') }))

const MOST_SIGNS = 8

/** Names the scripts of letters that cannot be printed, and single signs by their numbers; null when all can. */
export function unprintable(text: string): string | null {
  const letters = lettersWithoutFont(text)
  if (letters.length === 0) return null
  const scripts = new Set<string>()
  const signs: string[] = []
  for (const letter of letters) {
    const script = NAMES.find(({ has }) => has.test(letter))
    if (script) scripts.add(script.name)
    else signs.push(`U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
  }
  const more = signs.length > MOST_SIGNS ? [`${signs.length - MOST_SIGNS} more signs`] : []
  return [...scripts, ...signs.slice(0, MOST_SIGNS), ...more].join(', ')
}
