import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where programs are kept that were fetched or unpacked: shared by every clone and every test run of this user. */
export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'accord')
}

/**
 * Makes a folder once, however many processes ask at once: each fills a draft of its own, beside the place it is for, and
 * the first one is renamed into place whole.
 *
 * @param target path of the folder; in the cache its name has the version of what is in it
 * @param fill fills the draft, and returns the folder in it that is to be kept: the draft itself, or one below it
 * @returns the path of the folder
 */
export async function keptOnce(target: string, fill: (draft: string) => Promise<string>): Promise<string> {
  if (existsSync(target)) return target
  const parent = dirname(target)
  await mkdir(parent, { recursive: true, mode: 0o755 })
  const draft = await mkdtemp(join(parent, 'unpacking-'))
  try {
    await rename(await fill(draft), target).catch((error: unknown) => {
      // Another process was faster; what it made is the same.
      if (!existsSync(target)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return target
}
