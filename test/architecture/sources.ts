import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

export type SourceFile = { path: string; text: string; lines: number }

/** All files that belong to the project and match, as paths from its root: tracked ones and new ones, never ignored ones. */
export function projectFiles(matches: RegExp): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(listed.split('\n'))]
    .filter((path) => matches.test(path) && existsSync(join(ROOT, path)))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      return { path, text, lines: text.split('\n').length - 1 }
    })
}

/** Every TypeScript file of ours. */
export const typescriptFiles = (): SourceFile[] =>
  projectFiles(/^(app|domain|services|db|workflows|activities|worker|engines|bench|test)\/.*\.tsx?$/)
