import { relative } from 'node:path'

/** How the launcher speaks: plain lines, no colors, so that a log file and a screen reader get the same. */
export const say = (line: string): void => console.log(line)

/** Runs a step, and says so only when it takes more than two seconds: first that it is under way, then that it is done. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now()
  let wasSaid = false
  const timer = setTimeout(() => {
    wasSaid = true
    say(`${label} …`)
  }, 2_000)
  try {
    const result = await work()
    if (wasSaid) say(`${label}: done in ${Math.round((Date.now() - started) / 1_000)} s`)
    return result
  } finally {
    clearTimeout(timer)
  }
}

/** A path as a person would type it: short inside this folder, whole outside. */
export function shown(path: string): string {
  const short = relative('.', path)
  return short.startsWith('..') ? path : short || '.'
}
