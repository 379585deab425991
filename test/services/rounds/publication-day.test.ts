import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { publications, renditions } from '#db/schema/index.ts'
import { dateIn } from '#domain/dates.ts'
import { createServices } from '#services/index.ts'
import { printRendition } from '#services/renditions/print.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { movableClock, testDeps } from '#test/support/factories.ts'
import { blankPrinter, makePeople, makeRound, type People } from '#test/support/rounds.ts'
import { approve, plan, system } from '#test/support/steps.ts'

const { db } = await createTestDatabase()
const clock = movableClock()
const deps = testDeps(db, { clock })
const services = createServices(deps)
/** New organizations count their days in UTC. */
const EVENING = new Date('2026-06-01T23:59:58Z')
const NIGHT = new Date('2026-06-02T00:00:03Z')

async function print(people: People, versionId: string, at: Date): Promise<string> {
  const hash = await services.renditions.requestForPublication(system(people), versionId, at)
  await printRendition(deps, blankPrinter, system(people), hash)
  return hash
}

const publish = (people: People, roundId: string, renditionHash: string, at: Date) =>
  services.rounds.publishVersion(system(people), { roundId, renditionHash }, at)

/** The day on which a version took effect, and the one that its PDF says. */
const daysOf = (people: People, versionId: string) =>
  withActor(db, people.manager, async (tx) => {
    const [row] = await tx
      .select({
        from: publications.effectiveFrom,
        printed: sql`${renditions.model} -> 'version' ->> 'effectiveDate'`,
      })
      .from(publications)
      .innerJoin(renditions, eq(renditions.hash, publications.renditionHash))
      .where(eq(publications.versionId, versionId))
    return row && { stored: dateIn(row.from, 'UTC'), printed: row.printed }
  })

test('a PDF that was begun before midnight is not published after it: it is printed again, with the new day', async () => {
  const people = await makePeople(db, 1)
  const { round } = await makeRound(services, people)
  await approve(services, people, round)
  await plan(db, people, round.documentId, EVENING)
  const evening = await print(people, round.versionId, EVENING)
  expect(await publish(people, round.id, evening, NIGHT)).toEqual({
    outcome: 'not_yet',
    publishAt: NIGHT.toISOString(),
  })
  const night = await print(people, round.versionId, NIGHT)
  expect(await publish(people, round.id, night, NIGHT)).toEqual({ outcome: 'published' })
  expect(await daysOf(people, round.versionId)).toEqual({ stored: '2026-06-02', printed: '2026-06-02' })
})

test('a publication that is put off while its PDF is printed waits for the later date', async () => {
  const people = await makePeople(db, 1)
  const { document, round } = await makeRound(services, people, { publication: { mode: 'on_approval' } })
  await approve(services, people, round)
  const hash = await print(people, round.versionId, EVENING)
  await services.rounds.publish(people.manager, document.id, { effectiveDate: '2026-07-01' })
  const publishAt = '2026-07-01T00:00:00.000Z'
  expect(await publish(people, round.id, hash, EVENING)).toEqual({ outcome: 'not_yet', publishAt })
  expect((await services.documents.get(people.manager, document.id)).document.status).toBe('approved')

  await services.rounds.publish(people.manager, document.id)
  expect(await publish(people, round.id, hash, EVENING)).toEqual({ outcome: 'published' })
})
