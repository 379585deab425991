import type { Actor } from '#domain/actor.ts'
import { type ListedName, nameOfListed } from '#domain/documents/labels.ts'
import type { Services } from './context.ts'

/** What people call each version, by its number. */
export const versionNames = (versions: readonly (ListedName & { number: number })[]): Map<number, string> =>
  new Map(versions.map((version) => [version.number, nameOfListed(version)]))

/** The names of a document's versions, for this reader. */
export async function namesOf({ versions }: Services, actor: Actor, reference: string): Promise<Map<number, string>> {
  const { versions: rows } = await versions.list(actor, reference, { limit: 100 })
  return versionNames(rows)
}
