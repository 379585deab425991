import { acrossOrganizations, type Database } from '#db/client.ts'
import { accounts, organizations, users } from '#db/schema/index.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { passwordHash } from '#services/auth/users.ts'
import { withPendingEffects } from '#services/pending-effects.ts'
import { type Clock, systemIds } from '#services/ports.ts'
import { seedDefinition } from './definitions.ts'
import { seedDocument } from './document-story.ts'
import { readLibrary } from './library.ts'
import { Moments } from './moments.ts'
import { addressOf, ORGANIZATIONS, type SeedOrganization } from './people.ts'
import { noRows, type Rows } from './rows.ts'
import { SeedPeople } from './seed-people.ts'
import { takenSlugs, writeRows } from './write.ts'

export interface SeedDeps {
  db: Database
  clock: Clock
}

/** How long ago people began to use the product. */
const FOUNDED_DAYS_AGO = 1_500

/**
 * Fills an empty installation with four organizations, their people, and documents in every state, dated relative to
 * today. An organization that is there is left alone, so it may be called at every start.
 * @returns the addresses of the organizations that were made
 */
export async function seedDemo(deps: SeedDeps): Promise<string[]> {
  const taken = await acrossOrganizations(deps.db, takenSlugs)
  const missing = ORGANIZATIONS.filter(({ slug }) => !taken.has(slug))
  if (missing.length === 0) return []
  // One hash for all: the password is public anyway, and hashing it for each person would take seconds.
  const hash = await passwordHash(DEMO_PASSWORD)
  for (const org of missing) await seedOrganization(deps, org, hash)
  return missing.map(({ slug }) => slug)
}

async function seedOrganization({ db, clock }: SeedDeps, org: SeedOrganization, hash: string): Promise<void> {
  const people = new SeedPeople(org, new Moments(clock.now(), org.timeZone))
  const library = await readLibrary(org.slug)
  const rows = noRows()
  seedPeopleRows(rows, people)
  for (const document of library) seedDocument(rows, people, document)
  const createdAt = people.moments.ago(FOUNDED_DAYS_AGO, org.slug)
  await withPendingEffects({ db, ids: systemIds }, { orgId: people.orgId, userId: null }, async (tx) => {
    await tx
      .insert(organizations)
      .values({ id: people.orgId, slug: org.slug, name: org.name, type: org.type, timeZone: org.timeZone, createdAt })
    await tx.insert(users).values(
      org.people.map((person, index) => ({
        id: people.userId(person.key),
        name: person.name,
        email: addressOf(org, person),
        emailVerified: true,
        isDemo: true,
        createdAt: new Date(createdAt.getTime() + index * 60_000),
      })),
    )
    await tx.insert(accounts).values(
      org.people.map(({ key }) => ({
        userId: people.userId(key),
        accountId: people.userId(key),
        providerId: 'credential',
        password: hash,
      })),
    )
    await writeRows(tx, people.orgId, rows)
  })
}

/** The members, and how they came. */
function seedPeopleRows(rows: Rows, people: SeedPeople): void {
  const { org, orgId, moments } = people
  const createdAt = moments.ago(FOUNDED_DAYS_AGO, org.slug)
  rows.audit.push({
    actor: people.system('setup'),
    fact: {
      at: createdAt,
      action: 'organization.created',
      subjectId: orgId,
      after: { slug: org.slug, name: org.name, type: org.type, timeZone: org.timeZone, workingDays: [1, 2, 3, 4, 5] },
    },
  })
  seedDefinition(rows, people, new Date(createdAt.getTime() + 86_400_000))
  org.people.forEach((person, index) => {
    const at = new Date(createdAt.getTime() + (index + 1) * 60_000)
    rows.memberships.push({
      orgId,
      id: people.memberId(person.key),
      userId: people.userId(person.key),
      name: person.name,
      email: addressOf(org, person),
      roles: person.roles,
      positionTitle: person.position,
      managerId: person.manager === null ? null : people.memberId(person.manager),
      timeZone: person.timeZone,
      createdAt: at,
    })
    rows.audit.push({
      actor: people.actor(person.key),
      fact: {
        at,
        action: 'member.joined',
        subjectId: people.memberId(person.key),
        after: { email: addressOf(org, person), roles: person.roles },
      },
    })
  })
}
