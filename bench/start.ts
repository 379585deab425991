import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '#engines/ports.ts'
import type { Result } from './support/report.ts'

const PATIENCE_MS = 180_000

/** From the command to "Accord is ready", and stopped again as by Ctrl-C. @returns milliseconds */
async function startOnce(env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', 'engines/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const tooLong = setTimeout(() => child.kill('SIGINT'), PATIENCE_MS)
  const ended = once(child, 'exit')
  const took = await new Promise<number>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk
        if (said.includes('Accord is ready')) ready(performance.now() - began)
      })
    }
    child.once('exit', () => failed(new Error(`Accord did not start:\n${said.slice(-2_000)}`)))
  })
  clearTimeout(tooLong)
  child.kill('SIGINT')
  await ended
  return took
}

/** How long does somebody wait who starts Accord again? The first start builds and seeds. */
export async function startBench(): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  // As root, PostgreSQL runs as another user, who has to get in.
  await chmod(dataDir, 0o755)
  const { DATABASE_URL: _, DATABASE_OWNER_URL: __, TEMPORAL_ADDRESS: ___, ...rest } = process.env
  const env: NodeJS.ProcessEnv = {
    ...rest,
    NODE_ENV: 'development',
    ACCORD_DATA_DIR: dataDir,
    PORT: String(await anyFreePort()),
  }
  try {
    const first = await startOnce(env)
    const second = await startOnce(env)
    return {
      name: 'start',
      title: 'npm start, until it is ready',
      figures: [{ what: 'second start', unit: 's', measured: second / 1_000, limit: { under: 10 } }],
      notes: [`The start before it, with an empty data folder: ${(first / 1_000).toFixed(1)} s.`],
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
