import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { splitFrontMatter } from '#services/content/markdown.ts'
import { FrontMatter, type SeedMeta, type SeedVersion } from './front-matter.ts'

export interface SeedDocument extends SeedMeta {
  /** The text as it is now: of the last version, or of the draft. */
  body: string
  /** The text of each version, in the order of `versions`. */
  texts: string[]
}

const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), 'documents')

/** The documents of one organization, in the order in which their identifiers were given. */
export async function readLibrary(slug: string, folder = FOLDER): Promise<SeedDocument[]> {
  const names = (await readdir(path.join(folder, slug))).filter((name) => name.endsWith('.md')).sort()
  const files = new Map(
    await Promise.all(
      names.map(async (name) => [name.slice(0, -3), await readFile(path.join(folder, slug, name), 'utf8')] as const),
    ),
  )
  return [...files].filter(([name]) => !name.includes('@')).map(([name, file]) => readDocument(name, file, files))
}

/** The images that texts of the demo show, by the names of their files. */
export async function readImages(): Promise<Map<string, Uint8Array>> {
  const folder = path.join(FOLDER, 'images')
  const names = await readdir(folder)
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)))
}

function readDocument(name: string, file: string, files: Map<string, string>): SeedDocument {
  const { frontMatter, body } = splitFrontMatter(file)
  const meta = FrontMatter.parse(parse(frontMatter ?? ''))
  if (meta.identifier !== name) throw new Error(`${name}.md says that it is ${meta.identifier}`)
  return { ...meta, body, texts: textsOf(meta, body, files) }
}

/** Walks back from the newest text: each version has a file of its own or says what differed from the one after it. */
function textsOf(meta: SeedMeta, body: string, files: Map<string, string>): string[] {
  let after = body
  return meta.versions
    .toReversed()
    .map((version, index) => {
      const own = version.text === undefined ? undefined : files.get(`${meta.identifier}@${version.text}`)
      after = own ?? undo(meta.identifier, version, after, index === 0)
      return after
    })
    .toReversed()
}

function undo(identifier: string, version: SeedVersion, after: string, newest: boolean): string {
  const where = `${identifier} ${version.label}`
  if (version.undo.length === 0 && !newest) throw new Error(`${where} has the same text as the version after it`)
  return version.undo.reduce((text, { now, was }) => {
    if (text.split(now).length !== 2) throw new Error(`${where}: “${now}” must stand once in the version after it`)
    return text.replace(now, () => was)
  }, after)
}
