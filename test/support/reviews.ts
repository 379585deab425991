import type { Database } from '#db/client.ts'
import type { Services } from '#services/index.ts'
import { makeRound, type People } from './rounds.ts'
import { approve, publish } from './steps.ts'

/** A document that went into effect at some time, by hand: its process is started by whoever delivers the outbox. */
export async function makeInEffect(db: Database, services: Services, people: People, at: Date) {
  const { document, round } = await makeRound(services, people)
  await approve(services, people, round, at)
  await publish(db, services, people, round, at)
  return document
}
