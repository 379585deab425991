import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes a small file so that a crash leaves the old one or the new one, never half of one. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

/** What a JSON file in the data folder says, or null when there is none or it cannot be read. */
export function readState<T>(file: string): T | null {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return null
  }
}

/** Remembers something for the next start. */
export function writeState(file: string, state: unknown): void {
  writeAtomically(file, `${JSON.stringify(state, null, 2)}\n`)
}

/** A random secret of this installation, made once and kept in the data folder, readable by its owner alone. */
export function keptSecret(dataDir: string, name: 'auth' | 'audit' | 'postgres' | 'owner' | 'app'): string {
  const file = join(dataDir, 'secrets.json')
  const secrets = readState<Record<string, string>>(file) ?? {}
  const known = secrets[name]
  if (known) return known
  const secret = randomBytes(32).toString('base64url')
  writeState(file, { ...secrets, [name]: secret })
  return secret
}
