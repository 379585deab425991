import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who PostgreSQL runs as, and where it may keep its files. `ids` is null for an ordinary user: then it runs as that user. */
export type Account = { ids: { uid: number; gid: number } | null; clusterDir: string; readableCopy: string | null }

/** PostgreSQL refuses to run as root, so as root it runs as the user `postgres`, made when there is none. */
export async function accountFor(dataDir: string): Promise<Account> {
  const wished = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) return { ids: null, clusterDir: wished, readableCopy: null }
  // macOS has the user under its own kind of name from the start.
  const ids = await idsOf('postgres').catch(() => idsOf('_postgres').catch(createUser))
  // /root and the like are closed to other users. Rather than open them, PostgreSQL's files go where they can be read.
  const home = '/var/lib/accord'
  const open = await isReachable(dataDir)
  const clusterDir = open
    ? wished
    : join(home, createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgres')
  const readableCopy = (await isReachable(import.meta.dirname)) ? null : join(home, 'embedded-postgres')
  await mkdir(dirname(clusterDir), { recursive: true, mode: 0o755 })
  return { ids, clusterDir, readableCopy }
}

/** Whether every folder on the way may be entered by everyone. */
async function isReachable(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const mode = (await stat(folder).catch(() => null))?.mode
    if (mode !== undefined && (mode & 0o005) !== 0o005) return false
    if (folder === dirname(folder)) return true
  }
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'postgres']],
  ]
  for (const [command, args] of attempts) {
    await run(command, args).catch(() => null)
    const ids = await idsOf('postgres').catch(() => null)
    if (ids) return ids
  }
  throw new Error(
    'PostgreSQL does not run as root, and no user "postgres" could be made. Start as an ordinary user, or set DATABASE_URL.',
  )
}
