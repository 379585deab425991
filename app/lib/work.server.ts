import type { Actor } from '#domain/actor.ts'
import { submissionName } from '#domain/documents/labels.ts'
import type { Services } from './context.ts'
import { placeOf } from './page-number.ts'

type Waiting = Awaited<ReturnType<Services['signoffs']['waiting']>>['signoffs'][number]

/** A page of what waits for this reader, most urgent first. */
export async function readInbox(services: Services, actor: Actor, asked: { page?: number; limit?: number } = {}) {
  const waiting = await services.signoffs.waiting(actor, asked)
  return { items: waiting.signoffs.map(toItem), late: waiting.late, list: placeOf(waiting) }
}

const toItem = ({ signoff, document, version, step, submittedByName, round }: Waiting) => ({
  id: signoff.id,
  hash: signoff.contentHash,
  identifier: document.identifier,
  title: version.title,
  version: submissionName(round),
  changeType: version.changeType,
  summary: version.changeSummary,
  step: step.name,
  by: submittedByName,
  requestedAt: signoff.requestedAt.toISOString(),
  dueAt: signoff.dueAt?.toISOString() ?? null,
  opened: signoff.openedAt !== null,
})

export type InboxItem = ReturnType<typeof toItem>
