import type { Actor } from '#domain/actor.ts'
import type { World } from '../world.ts'

/** How the texts of the demo name a file of `documents/images`: `![What it shows](attachment:first-hour.png)`. */
const NAMED = /(?<=\]\(attachment:)[a-z-]+\.png(?=\))/g

/** Adds the images that a text names by their files. @returns the text, which names them by their hashes */
export async function addImages(
  { files, services }: World,
  actor: Actor,
  identifier: string,
  text: string,
): Promise<string> {
  const hashes = new Map<string, string>()
  for (const name of new Set(text.match(NAMED))) {
    const file = files.get(name)
    if (!file) throw new Error(`${identifier} shows ${name}, which is not there`)
    hashes.set(name, (await services.attachments.add(actor, identifier, file)).hash)
  }
  return text.replace(NAMED, (name) => hashes.get(name) ?? name)
}
