import { acrossOrganizations, type Database } from '#db/client.ts'
import { listOrganizations } from '#db/queries/organizations.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { passwordHash } from '#services/auth/users.ts'
import { enqueue } from '#services/outbox.ts'
import { withPendingEffects } from '#services/pending-effects.ts'
import type { Clock, Images, ObjectStore } from '#services/ports.ts'
import { shareTransaction } from '#services/transaction.ts'
import { Agenda } from './agenda.ts'
import { Chronicle } from './chronicle.ts'
import { FOUNDING, foundOrganization } from './founding.ts'
import { StoryIds } from './ids.ts'
import { readImages, readLibrary, type SeedDocument } from './library.ts'
import { Moments } from './moments.ts'
import { ORGANIZATIONS, type SeedOrganization } from './organizations.ts'
import { People } from './people.ts'
import { Processes } from './processes.ts'
import { campaignStories } from './stories/campaigns.ts'
import { documentStory } from './stories/document.ts'
import { type StoryMeans, World } from './world.ts'

/** What the demo is written with. */
export interface SeedDeps {
  db: Database
  /** Says today: the stories end there. */
  clock: Clock
  /** Where the images of the texts go. */
  objects: ObjectStore
  images: Images
}

/** How long ago people began to use the product, and when they last read their notifications. */
const [FOUNDED_DAYS_AGO, READ_DAYS_AGO] = [1_500, 5]

/**
 * Fills an empty installation with four organizations, their people, and documents in every state. All of it is what the
 * services make of the stories in `documents/`, which end today. An organization that is there is left alone, so it may be
 * called at every start.
 * @returns the addresses of the organizations that were made
 */
export async function seedDemo({ clock, ...deps }: SeedDeps): Promise<string[]> {
  const taken = new Set((await acrossOrganizations(deps.db, listOrganizations)).map(({ slug }) => slug))
  const missing = ORGANIZATIONS.filter(({ slug }) => !taken.has(slug))
  if (missing.length === 0) return []
  // One hash for all: the password is public anyway, and hashing it for each person would take seconds.
  const hash = await passwordHash(DEMO_PASSWORD)
  const means = { ...deps, files: await readImages() }
  for (const org of missing) {
    await seedOrganization(means, new Moments(clock.now(), org.timeZone), org, await readLibrary(org.slug), hash)
  }
  return missing.map(({ slug }) => slug)
}

/** One organization with all that has happened in it, in one transaction: the worker sees nothing before it is whole. */
function seedOrganization(
  means: StoryMeans,
  moments: Moments,
  org: SeedOrganization,
  library: SeedDocument[],
  hash: string,
): Promise<void> {
  const ids = new StoryIds(org.slug)
  const foundedAt = moments.ago(FOUNDED_DAYS_AGO, org.slug)
  ids.turnTo(FOUNDING, moments.minute(foundedAt))
  const orgId = ids.peek()
  return withPendingEffects({ db: means.db, ids }, { orgId, userId: null }, (tx) =>
    shareTransaction(tx, orgId, async () => {
      const world = new World(means, tx, orgId, ids)
      const agenda = new Agenda()
      const processes = new Processes(world, agenda)
      const chronicle = new Chronicle(world, agenda, new People(org), moments)
      foundOrganization(chronicle, foundedAt, hash)
      for (const document of library) documentStory(chronicle, document)
      campaignStories(chronicle)
      readNotifications(chronicle)
      for (const { at, story, run } of agenda.until(moments.now)) {
        world.clock.at = at
        ids.turnTo(story, moments.minute(at))
        await run()
        processes.deliver(world.takeMessages())
      }
      for (const start of processes.startsOfUnfinished()) enqueue(tx, orgId, start)
      await world.deliverNotifications(moments.now)
    }),
  )
}

/** What was of interest some days ago everybody has read by now. */
function readNotifications(chronicle: Chronicle): void {
  const { agenda, moments, people, world } = chronicle
  const at = moments.ago(READ_DAYS_AGO, `${people.org.slug} reads`)
  agenda.add({ at, story: 'notifications', run: () => world.deliverNotifications(moments.now) })
  for (const { key } of people.org.people)
    chronicle.add('notifications', at, key, (actor, { notifications }) => notifications.read(actor, 'all'))
}
