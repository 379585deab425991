import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Fonts travel inside the HTML, so that printing needs no network and no fonts of the machine. Only the subsets whose
 * characters occur are taken: a document in English carries five files, one in Chinese some dozens of small ones.
 */
const require = createRequire(import.meta.url)

type Face = { family: string; style: string; weight: string; file: string; ranges: [number, number][] }

/** Static cuts for the text, which Chromium embeds as TrueType; variable ones would end up as drawings (Type 3). */
const TEXT: { family: string; stylesheet: string }[] = [
  ...['400', '500', '600', '400-italic', '600-italic'].map((cut) => ({
    family: 'Inter',
    stylesheet: `@fontsource/inter/${cut}.css`,
  })),
  ...['400', '500'].map((cut) => ({ family: 'JetBrains Mono', stylesheet: `@fontsource/jetbrains-mono/${cut}.css` })),
]

/** For what Inter does not have. Chinese, Japanese and Korean share characters: the language of the document goes first. */
const FALLBACKS: Record<string, string> = {
  emoji: '@fontsource-variable/noto-emoji',
  ar: '@fontsource-variable/noto-sans-arabic',
  he: '@fontsource-variable/noto-sans-hebrew',
  hi: '@fontsource-variable/noto-sans-devanagari',
  th: '@fontsource-variable/noto-sans-thai',
  am: '@fontsource-variable/noto-sans-ethiopic',
  bn: '@fontsource-variable/noto-sans-bengali',
  bo: '@fontsource-variable/noto-serif-tibetan',
  dv: '@fontsource-variable/noto-sans-thaana',
  gu: '@fontsource-variable/noto-sans-gujarati',
  hy: '@fontsource-variable/noto-sans-armenian',
  ka: '@fontsource-variable/noto-sans-georgian',
  km: '@fontsource-variable/noto-sans-khmer',
  kn: '@fontsource-variable/noto-sans-kannada',
  lo: '@fontsource-variable/noto-sans-lao',
  ml: '@fontsource-variable/noto-sans-malayalam',
  my: '@fontsource-variable/noto-sans-myanmar',
  or: '@fontsource-variable/noto-sans-oriya',
  pa: '@fontsource-variable/noto-sans-gurmukhi',
  si: '@fontsource-variable/noto-sans-sinhala',
  ta: '@fontsource-variable/noto-sans-tamil',
  te: '@fontsource-variable/noto-sans-telugu',
  ja: '@fontsource-variable/noto-sans-jp',
  ko: '@fontsource-variable/noto-sans-kr',
  zh: '@fontsource-variable/noto-sans-sc',
}

/** Blanks, joiners, selectors, marks of direction. */
const SHOWS_NOTHING = /\p{Z}|\p{Cc}|\p{Cf}|\p{Variation_Selector}/u

const familyOf = (fallback: string): string => `Noto ${fallback}`

function parseRanges(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
  })
}

const stylesheets = new Map<string, Face[]>()

/** The faces a font package declares in one of its stylesheets, read once. */
function facesOf(stylesheet: string, family: string): Face[] {
  const known = stylesheets.get(stylesheet)
  if (known) return known
  const path = require.resolve(stylesheet)
  const faces = [...readFileSync(path, 'utf8').matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, block = '']): Face => {
    const value = (name: string) => new RegExp(`${name}:\\s*([^;]+);`).exec(block)?.[1]?.trim() ?? ''
    return {
      family,
      style: value('font-style'),
      weight: value('font-weight'),
      file: join(dirname(path), /url\(([^)]+\.woff2)\)/.exec(value('src'))?.[1] ?? ''),
      ranges: parseRanges(value('unicode-range') || 'U+0-10FFFF'),
    }
  })
  stylesheets.set(stylesheet, faces)
  return faces
}

function covers(face: Face, codePoint: number): boolean {
  return face.ranges.some(([from, to]) => codePoint >= from && codePoint <= to)
}

const rules = new Map<Face, string>()

/** The rule that brings a face, file and all; made once. */
function css(face: Face): string {
  const known = rules.get(face)
  if (known) return known
  const range = face.ranges.map(([from, to]) => `U+${from.toString(16)}-${to.toString(16)}`).join()
  const data = readFileSync(face.file).toString('base64')
  const rule = `@font-face{font-family:'${face.family}';font-style:${face.style};font-weight:${face.weight};src:url(data:font/woff2;base64,${data}) format('woff2');unicode-range:${range}}`
  rules.set(face, rule)
  return rule
}

/** The order in which fallbacks are asked for a character, by the language of the document and the letters in it. */
function fallbackOrder(lang: string, codePoints: number[]): string[] {
  const kana = codePoints.some((codePoint) => codePoint >= 0x3040 && codePoint <= 0x30ff)
  const hangul = codePoints.some((codePoint) => codePoint >= 0xac00 && codePoint <= 0xd7a3)
  // Emoji before all: some script fonts claim their ranges and draw boxes.
  const first = ['emoji', lang.split('-', 1)[0] ?? '', kana ? 'ja' : '', hangul ? 'ko' : '', 'zh']
  return [...new Set([...first, ...Object.keys(FALLBACKS)])].filter((key) => key in FALLBACKS)
}

const stack = (families: string[], generic: string): string =>
  [...families.map((family) => `'${family}'`), generic].join(', ')

export type Fonts = {
  /** `@font-face` rules, fonts included as data. */
  faces: string
  /** Values for `font-family`. */
  text: string
  mono: string
}

/** The letters of a text that no font here has. */
export function lettersWithoutFont(text: string): string[] {
  const faces = [
    ...TEXT.flatMap(({ family, stylesheet }) => facesOf(stylesheet, family)),
    ...Object.entries(FALLBACKS).flatMap(([key, stylesheet]) => facesOf(stylesheet, familyOf(key))),
  ]
  return [...new Set(text)].filter((letter) => {
    const codePoint = letter.codePointAt(0) ?? 0
    return codePoint > 0x7e && !SHOWS_NOTHING.test(letter) && !faces.some((face) => covers(face, codePoint))
  })
}

/** The fonts for exactly the characters of a text. */
export function fontsFor(text: string, lang: string): Fonts {
  const codePoints = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0)
  const textFaces = TEXT.flatMap(({ family, stylesheet }) => facesOf(stylesheet, family))
  const wanted = new Set<Face>()
  const missing = codePoints.filter((codePoint) => {
    const faces = textFaces.filter((face) => covers(face, codePoint))
    for (const face of faces) wanted.add(face)
    return faces.length === 0 && codePoint > 0x7e
  })
  const order = missing.length > 0 ? fallbackOrder(lang, codePoints) : []
  for (const codePoint of missing) {
    const face = order.flatMap((key) => facesOf(FALLBACKS[key] ?? '', familyOf(key))).find((f) => covers(f, codePoint))
    if (face) wanted.add(face)
  }
  const families = order.map(familyOf)
  return {
    faces: [...wanted].map(css).join('\n'),
    text: stack(['Inter', ...families], 'sans-serif'),
    mono: stack(['JetBrains Mono', 'Inter', ...families], 'monospace'),
  }
}
