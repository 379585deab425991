import type { Actor } from '#domain/actor.ts'
import { versionName } from '#domain/documents/labels.ts'
import type { Services } from './context.ts'

type Listed = Awaited<ReturnType<Services['versions']['list']>>['versions'][number]
type Named = Pick<Listed, 'number' | 'major' | 'minor' | 'roundStatus' | 'roundLabel' | 'submission'>

/** What people call each version, by its number. */
export const versionNames = (versions: readonly Named[]): Map<number, string> =>
  new Map(versions.map((version) => [version.number, nameOf(version)]))

/** What people call a version of a list. */
export const nameOf = ({ number, major, minor, roundStatus, roundLabel, submission }: Named): string =>
  versionName({
    number,
    label: major === null ? null : `${major}.${minor}`,
    round:
      roundLabel === null || submission === null
        ? null
        : { label: roundLabel, submission, running: roundStatus === 'running' },
  })

/** The names of a document's versions, for this reader. */
export async function namesOf({ versions }: Services, actor: Actor, reference: string): Promise<Map<number, string>> {
  const { versions: rows } = await versions.list(actor, reference, { limit: 100 })
  return versionNames(rows)
}
