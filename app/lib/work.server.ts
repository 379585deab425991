import type { Actor } from '#domain/actor.ts'
import { comingLabel } from '#domain/documents/labels.ts'
import type { Services } from './context.ts'

/** What waits for this reader, most urgent first. */
export async function readInbox(services: Services, actor: Actor) {
  const waiting = await services.signoffs.waiting(actor)
  return waiting.map(({ signoff, document, version, step, submittedByName, latestLabel }) => ({
    id: signoff.id,
    identifier: document.identifier,
    title: version.title,
    version: comingLabel(latestLabel, version.changeType) ?? `v${version.number}`,
    changeType: version.changeType,
    summary: version.changeSummary,
    step: step.name,
    by: submittedByName,
    requestedAt: signoff.requestedAt.toISOString(),
    dueAt: signoff.dueAt?.toISOString() ?? null,
    opened: signoff.openedAt !== null,
  }))
}

export type InboxItem = Awaited<ReturnType<typeof readInbox>>[number]
