/** The formats in which a picture is kept. Browsers show all of them, and so does the printer. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** The formats in which a picture may come. Of a GIF the first frame is kept: paper does not move. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif'

export const IMAGE_LIMITS = {
  /** Of a file that comes in, in bytes: a large photograph. */
  bytes: 10_000_000,
  /** Of a file that comes in: width × height. A file of some kilobytes may unfold to gigabytes. */
  pixels: 50_000_000,
  /** A picture is made smaller until neither side is longer. Across an A4 sheet these are 300 dots an inch. */
  side: 2_000,
  /** In one document, as they are kept. */
  perDocument: 100,
  bytesPerDocument: 40_000_000,
} as const

/** Why a file is not taken. */
export const IMAGE_REFUSALS = {
  svg: 'An SVG is a drawing that can carry scripts, so it is not taken. Save it as PNG and add that.',
  format: 'This file is no PNG, JPEG, WebP or GIF, whatever its name says. Save it as one of these and add that.',
  damaged: 'This image is damaged or not complete, so it cannot be read. Save it again and add that.',
  pixels: 'This image has more than 50 million pixels. Make it smaller and add that.',
} as const
export type ImageRefusal = keyof typeof IMAGE_REFUSALS

const starts = (bytes: Uint8Array, signature: string, at = 0): boolean =>
  bytes.length >= at + signature.length &&
  [...signature].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/** The format by the first bytes of a file. Its name and what its sender calls it say nothing. */
export function imageFormat(bytes: Uint8Array): ImageFormat | 'svg' | null {
  if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'png'
  if (starts(bytes, '\xff\xd8\xff')) return 'jpeg'
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'webp'
  if (starts(bytes, 'GIF87a') || starts(bytes, 'GIF89a')) return 'gif'
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 1_000))
  return /<svg[\s>]/i.test(beginning) ? 'svg' : null
}
