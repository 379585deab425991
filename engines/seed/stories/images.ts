import { readFile } from 'node:fs/promises'
import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'

const FOLDER = new URL('../documents/images/', import.meta.url)
/** How the texts of the demo name a file of that folder: `![What it shows](attachment:first-hour.png)`. */
const NAMED = /(?<=\]\(attachment:)[a-z-]+\.png(?=\))/g

/** Adds the images that a text names by their files. @returns the text, which names them by their hashes */
export async function addImages(
  attachments: Services['attachments'],
  actor: Actor,
  identifier: string,
  text: string,
): Promise<string> {
  const hashes = new Map<string, string>()
  for (const name of new Set(text.match(NAMED))) {
    const { hash } = await attachments.add(actor, identifier, await readFile(new URL(name, FOLDER)))
    hashes.set(name, hash)
  }
  return text.replace(NAMED, (name) => hashes.get(name) ?? name)
}
