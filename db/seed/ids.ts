import { createHash } from 'node:crypto'

/**
 * The same id for the same name on every machine, so that links to demo data can be written down. It has the shape of a
 * UUIDv7 whose time is the first millisecond of 2025: it sorts before everything people make afterwards.
 */
export const fixedId = (...name: (string | number)[]): string => fixedIdAt(0, ...name)

/**
 * The same for what is listed in the order of its ids: a later `minute` sorts later. Each counts for a millisecond, so
 * that years of them stay before what people make afterwards.
 */
export function fixedIdAt(minute: number, ...name: (string | number)[]): string {
  const hash = createHash('sha256').update(name.join('/')).digest()
  hash.writeUIntBE(Date.UTC(2025, 0, 1) + minute, 0, 6)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x70, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A number from 0 to `below` (exclusive) that looks arbitrary and is the same every time for the same name. */
export const scattered = (below: number, ...name: (string | number)[]): number =>
  createHash('sha256').update(name.join('/')).digest().readUInt32BE(0) % below
