import type { Actor } from '#domain/actor.ts'
import { comingLabel, highestLabel } from '#domain/documents/labels.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import type { Services } from './context.ts'

interface Named {
  number: number
  major: number | null
  minor: number | null
  changeType: ChangeType
  roundStatus: string | null
}

/**
 * What people call each version: its label, for one in review the label it will get, else "v3". Labels are given only on
 * approval, but everybody already speaks of 2.0 while it is being signed.
 */
export function versionNames(versions: readonly Named[]): Map<number, string> {
  const labels = versions.flatMap(({ major, minor }) => (major === null ? [] : [`${major}.${minor}`]))
  const latest = highestLabel(labels)
  return new Map(
    versions.map(({ number, major, minor, changeType, roundStatus }) => {
      if (major !== null) return [number, `${major}.${minor}`]
      const coming = roundStatus === 'running' ? comingLabel(latest, changeType) : null
      return [number, coming ?? `v${number}`]
    }),
  )
}

/** The names of a document's versions, for this reader. */
export async function namesOf({ versions }: Services, actor: Actor, reference: string): Promise<Map<number, string>> {
  const { versions: rows } = await versions.list(actor, reference, { limit: 100 })
  return versionNames(rows)
}
