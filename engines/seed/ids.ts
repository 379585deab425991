import { createHash } from 'node:crypto'
import type { Ids } from '#services/ports.ts'

/** Ids of demo data are older than all that people make afterwards, and so sort before it. */
const OLDEST = Date.UTC(2025, 0, 1)

/**
 * The same id for the same name on every machine, in the shape of a UUIDv7.
 * @param minute of the story: a later one sorts later. Each counts for a millisecond, so that years of them fit.
 */
export function idOf(minute: number, name: string): string {
  const hash = createHash('sha256').update(name).digest()
  hash.writeUIntBE(OLDEST + minute, 0, 6)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x70, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * The ids of one organization's stories. They follow from whose story it is and how many ids it has taken before, so
 * another story may become longer without changing them.
 */
export class StoryIds implements Ids {
  private readonly taken = new Map<string, number>()
  private minute = 0
  private story = ''

  constructor(private readonly slug: string) {}

  /** From here on ids are taken by this story, at this minute. */
  turnTo(story: string, minute: number): void {
    this.story = story
    this.minute = minute
  }

  next(): string {
    const id = this.peek()
    this.taken.set(this.story, (this.taken.get(this.story) ?? 0) + 1)
    return id
  }

  /** The id that will be taken next. */
  peek(): string {
    return idOf(this.minute, `${this.slug}/${this.story}/${this.taken.get(this.story) ?? 0}`)
  }
}
