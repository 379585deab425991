import type { Actor } from '#domain/actor.ts'
import { dateIn, type PlainDate } from '#domain/dates.ts'
import type { Services } from './context.ts'

/** Which day it is in the actor's organization: its days begin where it is, not where the server's clock is set to. */
export async function todayOf({ organizations }: Services, actor: Actor, now: Date): Promise<PlainDate> {
  return dateIn(now, (await organizations.get(actor)).timeZone)
}
