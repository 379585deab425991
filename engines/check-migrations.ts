import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

// Fails when the schema has changed and no migration says so: generates one into a copy and looks whether anything came.
const copy = await mkdtemp(join(tmpdir(), 'accord-migrations-'))
try {
  await cp('db/migrations', copy, { recursive: true })
  const before = await readdir(copy, { recursive: true })
  const options = [
    '--dialect',
    'postgresql',
    '--schema',
    './db/schema/index.ts',
    '--casing',
    'snake_case',
    '--out',
    copy,
  ]
  await promisify(execFile)('npx', ['drizzle-kit', 'generate', '--name', 'missing', ...options])
  const added = (await readdir(copy, { recursive: true })).filter((file) => !before.includes(file))
  if (added.length > 0) {
    console.error('The schema has changed without a migration. Run: npx drizzle-kit generate --name <what changed>')
    process.exitCode = 1
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
