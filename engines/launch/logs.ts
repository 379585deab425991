import { chmodSync, copyFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import type { Part } from './supervisor.ts'

/** A log file holds at most so much, and so many full ones before it are kept: `web.log.1` is the newest of them. */
const MOST_BYTES = 10_000_000
const KEPT = 5
const LOOK_EVERY_MS = 10_000

/** A part whose log file is rotated while it runs. Nothing is deleted at a start: what went wrong before it is in there. */
export const keepLogsSmall = (part: Part, log: string): Part => ({
  name: part.name,
  async start() {
    rotate(log)
    const running = await part.start()
    const looking = setInterval(() => rotate(log), LOOK_EVERY_MS).unref()
    void running.ended.then(() => clearInterval(looking))
    return {
      ...running,
      async stop() {
        clearInterval(looking)
        await running.stop()
      },
    }
  },
})

/**
 * Moves what a full log file holds behind the older ones. The file itself stays the same, since its process goes on appending to it.
 * On a full disk the oldest goes first, and what then still finds no room is tried again later.
 */
export function rotate(log: string, mostBytes = MOST_BYTES, kept = KEPT): void {
  try {
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) < mostBytes) return
    rmSync(`${log}.${kept}`, { force: true })
    for (let n = kept - 1; n >= 1; n -= 1) move(`${log}.${n}`, `${log}.${n + 1}`)
    copyFileSync(log, `${log}.1`)
    chmodSync(`${log}.1`, 0o600)
    truncateSync(log)
  } catch {
    // A log that cannot be rotated is no reason to stop what writes it.
  }
}

function move(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to)
}
