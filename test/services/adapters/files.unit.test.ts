import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileStore } from '#services/adapters/files.ts'

let folder: string
let store: FileStore
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accord-files-'))
  store = new FileStore(join(folder, 'objects'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const read = async (from: FileStore, key: string) => {
  const found = await from.open(key)
  return found && new Uint8Array(await buffer(found.content))
}

const bytes = new TextEncoder().encode('%PDF-1.7')

test('what was put can be had, and nothing else', async () => {
  await store.put('renditions/0a1b2c.pdf', bytes)
  expect(await read(store, 'renditions/0a1b2c.pdf')).toEqual(bytes)
  expect(await store.has('renditions/0a1b2c.pdf')).toBe(true)
  expect(await read(store, 'renditions/ffffff.pdf')).toBeNull()
  expect(await store.has('renditions/ffffff.pdf')).toBe(false)
})

test('a key names its content: a second put leaves the first as it is', async () => {
  await store.put('renditions/0a1b2c.pdf', bytes)
  await store.put('renditions/0a1b2c.pdf', new TextEncoder().encode('other'))
  expect(await read(store, 'renditions/0a1b2c.pdf')).toEqual(bytes)
})

test('many at once with one key leave one whole file and no scraps', async () => {
  const large = new Uint8Array(50_000).fill(7)
  await Promise.all(Array.from({ length: 8 }, () => store.put('a/bc.pdf', large)))
  expect(await read(store, 'a/bc.pdf')).toEqual(large)
  expect(await readdir(join(folder, 'objects', 'a', 'bc'))).toEqual(['bc.pdf'])
})

test('a put that fails leaves nothing behind', async () => {
  await writeFile(join(folder, 'objects'), 'a file where the folder should be')
  await expect(store.put('a/bc.pdf', bytes)).rejects.toThrow()
  expect(await readdir(folder)).toEqual(['objects'])
})

test.each(['../secret', '/etc/passwd', 'a/../../b', 'a//b', '', '.hidden', 'a\\b', 'a/b\0.pdf', 'a/./b'])(
  'refuses the key %j',
  async (key) => {
    await expect(read(store, key)).rejects.toThrow(RangeError)
    await expect(store.put(key, bytes)).rejects.toThrow(RangeError)
  },
)

test("files and their folders are their owner's alone", async () => {
  await store.put('renditions/0a1b2c.pdf', bytes)
  const modes = await Promise.all(
    ['objects', 'objects/renditions', 'objects/renditions/0a', 'objects/renditions/0a/0a1b2c.pdf'].map(async (path) =>
      ((await stat(join(folder, path))).mode & 0o777).toString(8),
    ),
  )
  expect(modes).toEqual(['700', '700', '700', '600'])
})

test('a disk that takes no more is no room, keeps no half of a file, and takes the file later', async () => {
  const script = `
    import { FileStore } from '#services/adapters/files.ts'
    import { unavailableWith } from '#services/database-failures.ts'
    process.on('SIGXFSZ', () => undefined)
    const store = new FileStore(process.argv[1])
    const error = await store.put('renditions/large.pdf', new Uint8Array(1_000_000)).catch((error) => error)
    console.log(JSON.stringify([error.code, unavailableWith(error)]))`
  // A process that may write no file of more than 100 kB.
  const limited = ['-c', 'ulimit -f 100; exec "$@"', 'sh', process.execPath, '--import', 'tsx', '--input-type=module']
  const { stdout } = await promisify(execFile)('sh', [...limited, '-e', script, join(folder, 'objects')], {
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  })
  expect(JSON.parse(stdout)).toEqual(['EFBIG', { what: 'Room to save on the disk' }])
  expect(await readdir(join(folder, 'objects', 'renditions', 'la'))).toEqual([])
  await store.put('renditions/large.pdf', bytes)
  expect(await read(store, 'renditions/large.pdf')).toEqual(bytes)
})
