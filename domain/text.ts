/**
 * What people may write where others read it: in a title, a name, a tag, a reason. Kind where a difference cannot be seen:
 * blanks around, the way a letter is composed and marks without width are made one. Strict where a text would read
 * differently from what it holds.
 */

/** No width and no use: soft hyphen, zero-width space, joiners of words, byte order mark, tags, noncharacters. ZWJ and ZWNJ stay: Persian, Hindi and emoji need them. */
const WITHOUT_WIDTH =
  /[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu
/** Halves of a surrogate pair are no characters either. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u
/** The same without line breaks and tabs. */
const CONTROL_IN_PROSE = /(?![\n\t])[\p{Cc}\p{Cs}]/u
/** Overrides, embeddings and isolates: they let a text read otherwise than it is written. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/u
/** Something that leaves ink. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u

const clean = (text: string): string => text.replace(WITHOUT_WIDTH, '').normalize('NFC')

/** One line as it is kept: composed, without what has no width, without blanks around. Doing it twice changes nothing. */
export const cleanLine = (text: string): string => clean(text).trim()

/** Several lines as they are kept: as one line, with one way to end each of them. */
export const cleanProse = (text: string): string => clean(text.replace(/\r\n?|[\u2028\u2029]/g, '\n')).trim()

/** Whether a text shows nothing at all. */
export const isInvisible = (text: string): boolean => !VISIBLE.test(text)

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

function faultOf(text: string, control: RegExp): string | null {
  const hidden = control.exec(text)?.[0]
  if (hidden) return `This has a control character (${codeOf(hidden)}). Write it without`
  const turning = DIRECTION.exec(text)?.[0]
  return turning
    ? `This has a character that turns the direction of the text (${codeOf(turning)}). Write it without`
    : null
}

/** Why one line cannot be taken, in words; null when it can. */
export const faultInLine = (text: string): string | null => faultOf(text, CONTROL)

/** The same for several lines. */
export const faultInProse = (text: string): string | null => faultOf(text, CONTROL_IN_PROSE)

/** The same for two names that a person would take for one: "Owner", "owner " and "ｏwner". */
export const nameKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()

/** The first name that was there before, as a person reads it; null when all differ. */
export function firstRepeated(names: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const name of names) {
    const key = nameKey(name)
    if (seen.has(key)) return name
    seen.add(key)
  }
  return null
}
