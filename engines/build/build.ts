import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { writeState } from '../state.ts'
import { BUILD_RECORD, ENTRIES, hashSources } from './sources.ts'

/** Builds everything that production runs into build/: pages, processes, workflows. Told to stop, it leaves no build record. */
export async function build({ signal, quiet = false }: { signal?: AbortSignal; quiet?: boolean } = {}): Promise<void> {
  // Taken first: what is edited while the build runs makes it stale.
  const sources = await hashSources()
  await rm('build', { recursive: true, force: true })
  await mkdir('build')
  // The pages come first: their build empties the folder. Most of its time it needs one core only.
  const [workflows] = await Promise.all([workflowCode(), buildPages({ signal, quiet })])
  await buildProcesses()
  await writeFile('build/workflows.js', workflows)
  signal?.throwIfAborted()
  writeState(BUILD_RECORD, { sources })
}

async function buildPages({ signal, quiet }: { signal?: AbortSignal; quiet: boolean }): Promise<void> {
  const remix = join(dirname(createRequire(import.meta.url).resolve('@remix-run/dev')), 'cli.js')
  const args = [remix, 'vite:build', ...(quiet ? ['--logLevel', 'warn'] : [])]
  // A build is for production even when what starts it is not: React would come out several times as slow.
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env, signal })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk
      if (!quiet) process.stdout.write(chunk)
    })
  }
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`Building the pages failed:\n${output.trim()}`)
}

async function buildProcesses(): Promise<void> {
  const { build: bundle } = await import('esbuild')
  await bundle({
    entryPoints: ENTRIES,
    outdir: 'build',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
}

async function workflowCode(): Promise<string> {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker')
  const { code } = await bundleWorkflowCode({
    workflowsPath: resolve('workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  })
  return code
}
