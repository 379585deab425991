import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectStore, StoredObject } from '../ports.ts'

const KEY = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*(?:\.[a-z0-9]+)?$/i

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Keeps objects as files under one folder, for their owner only. For one machine; several share a bucket instead. */
export class FileStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  /**
   * Writes beside the place and moves it there when it is safely on disk, so that nobody ever reads half an object, also
   * after the machine lost its power. A key is written once: what is there already is left alone.
   */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.path(key)
    if (await this.has(key)) return
    const folder = dirname(path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const temporary = join(folder, `.${randomUUID()}.tmp`)
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await syncFolder(folder)
  }

  async open(key: string): Promise<StoredObject | null> {
    try {
      const file = await open(this.path(key), 'r')
      return { size: (await file.stat()).size, content: file.createReadStream() }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async has(key: string): Promise<boolean> {
    try {
      return (await stat(this.path(key))).isFile()
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true })
  }

  /** Two letters of the name make a folder: a hundred thousand files in one are slow to list and to back up. */
  private path(key: string): string {
    if (!KEY.test(key)) throw new RangeError(`Not a key of an object: ${JSON.stringify(key.slice(0, 80))}`)
    const name = key.split('/').at(-1) ?? key
    return join(this.folder, dirname(key), name.slice(0, 2), name)
  }
}

/** The new name is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
