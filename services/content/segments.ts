/** Longer than any word or character that people write. */
const PIECE = 256

/**
 * How many segments of a text count. Each segment that `Intl.Segmenter` gives carries a copy of the whole text it was given, so
 * it gets short pieces: a page of Chinese in one would take gigabytes. A piece begins where the last segment of the one before
 * it began, which its end may have cut.
 */
export function countSegments(
  segmenter: Intl.Segmenter,
  text: string,
  counts: (segment: Intl.SegmentData) => boolean = () => true,
): number {
  let total = 0
  for (let from = 0; from < text.length; ) {
    const segments = [...segmenter.segment(text.slice(from, from + PIECE))]
    const isCut = from + PIECE < text.length && segments.length > 1
    const whole = isCut ? segments.slice(0, -1) : segments
    total += whole.filter(counts).length
    from += isCut ? (segments.at(-1)?.index ?? PIECE) : PIECE
  }
  return total
}
