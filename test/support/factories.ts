import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { type Database, withActor } from '#db/client.ts'
import { memberships, organizations, users } from '#db/schema/index.ts'
import type { Actor } from '#domain/actor.ts'
import type { OrganizationType } from '#domain/organizations/types.ts'
import type { Role } from '#domain/roles.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { textsHere } from '#services/content/texts-here.ts'
import { createServices } from '#services/index.ts'
import { type ObjectStore, systemClock, systemIds } from '#services/ports.ts'
import type { Deps } from '#services/transaction.ts'

/** An object store that forgets; real files are tested where they matter. */
export function memoryStore(): ObjectStore {
  const files = new Map<string, Uint8Array>()
  return {
    put: async (key, bytes) => void files.set(key, bytes),
    open: async (key) => {
      const bytes = files.get(key)
      return bytes ? { size: bytes.byteLength, content: Readable.from([bytes]) } : null
    },
    has: async (key) => files.has(key),
    delete: async (key) => void files.delete(key),
  }
}

/** A clock that stands until it is moved. */
export function movableClock(start = new Date('2026-06-01T09:00:00Z')) {
  let now = start
  return {
    now: () => now,
    set: (to: Date) => {
      now = to
    },
  }
}

export const testDeps = (db: Database, overrides: Partial<Deps> = {}): Deps => ({
  db,
  clock: systemClock,
  ids: systemIds,
  objects: memoryStore(),
  images: sharpImages(),
  auditKeys: [],
  texts: textsHere,
  publicUrl: 'http://accord.test',
  log: pino({ level: 'silent' }),
  ...overrides,
})

export const testServices = (db: Database, overrides: Partial<Deps> = {}) => createServices(testDeps(db, overrides))

/** An organization of its own, so that tests of one file do not see one another's rows. */
export async function makeOrganization(db: Database, settings: typeof organizations.$inferInsert.settings = {}) {
  const id = uuidv7()
  const slug = `org-${randomBytes(5).toString('hex')}`
  const organization = { id, slug, name: `Organization ${slug}`, type: 'enterprise' as const, settings }
  await withActor(db, { orgId: id, userId: null }, (tx) => tx.insert(organizations).values(organization))
  return organization
}

/** A person with a membership in the organization, as the actor that pages would make of them. */
export async function makeMember(
  db: Database,
  organization: { id: string; slug: string; type?: OrganizationType },
  roles: Role[],
  person: { name?: string; positionTitle?: string; managerId?: string; timeZone?: string; createdAt?: Date } = {},
): Promise<Actor & { userId: string; membershipId: string; email: string }> {
  const userId = uuidv7()
  const membershipId = uuidv7()
  const email = `${randomBytes(6).toString('hex')}@people.example`
  const name = person.name ?? `Person ${email.slice(0, 4)}`
  await withActor(db, { orgId: organization.id, userId }, async (tx) => {
    await tx.insert(users).values({ id: userId, name, email })
    await tx
      .insert(memberships)
      .values({ orgId: organization.id, id: membershipId, userId, name, email, roles, ...person })
  })
  return {
    orgId: organization.id,
    orgSlug: organization.slug,
    orgType: organization.type ?? 'enterprise',
    userId,
    membershipId,
    email,
    name,
    roles,
    positionTitle: person.positionTitle ?? null,
    via: 'page',
    scopes: null,
    requestId: null,
    ip: null,
    workflowId: null,
  }
}
