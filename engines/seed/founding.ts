import { findOwnMembership } from '#db/queries/members.ts'
import type { Actor } from '#domain/actor.ts'
import { insertUser } from '#services/auth/users.ts'
import type { Services } from '#services/index.ts'
import { actorOf, type RequestFacts } from '#services/members/actor.ts'
import { joinOrganization } from '#services/members/join.ts'
import type { Chronicle } from './chronicle.ts'
import { definitionsOf } from './definitions.ts'
import { idOf } from './ids.ts'
import { later } from './moments.ts'
import { addressOf, type SeedPerson } from './organizations.ts'
import { addStructure } from './structure.ts'

/** Nobody asks over the network. */
const NO_REQUEST: RequestFacts = { requestId: null, ip: null }
/** The first id of this story is that of the organization. */
export const FOUNDING = 'organization'
const JOINING = 'people'

/**
 * The organization is founded by its manager. The others join minute by minute, as if they had accepted an invitation;
 * then each gets their place, and the organization its definitions.
 * @param hash of the password of all
 */
export function foundOrganization(chronicle: Chronicle, at: Date, hash: string): void {
  const { agenda, people } = chronicle
  const { manager, org } = people
  agenda.add({ at, story: FOUNDING, run: () => found(chronicle, manager, hash) })
  const others = org.people.filter((person) => person !== manager)
  others.forEach((person, index) => {
    agenda.add({ at: later(at, index + 1), story: JOINING, run: () => join(chronicle, person, hash) })
  })
  for (const person of org.people)
    chronicle.add(JOINING, later(at, 60), manager.key, (actor, services) => place(chronicle, actor, services, person))
  addStructure(chronicle, later(at, 120))
  for (const { name, isDefault, appliesTo, steps } of definitionsOf(org.slug)) {
    chronicle.add(name, later(at, 24 * 60), manager.key, async (actor, { approvalDefinitions }) => {
      const named = (keys: string[]) => keys.map((key) => people.memberId(key))
      const { id } = await approvalDefinitions.create(actor, { name, appliesTo, steps: steps(named) })
      if (isDefault) await approvalDefinitions.setDefault(actor, id)
      people.definitions.set(name, id)
    })
  }
}

async function found(chronicle: Chronicle, person: SeedPerson, hash: string): Promise<void> {
  const { people, world } = chronicle
  const { slug, name, type, timeZone } = people.org
  const organization = { slug, name, type, timeZone, workingDays: [1, 2, 3, 4, 5] }
  const user = await signUp(chronicle, person, hash)
  await world.services.organizations.create(user, organization, NO_REQUEST)
  const own = await findOwnMembership(world.tx, user.id, slug)
  if (!own) throw new Error(`${person.name} is no member of what they founded`)
  people.set(person.key, actorOf(own.membership, own.organization, user.id, NO_REQUEST))
}

async function join(chronicle: Chronicle, person: SeedPerson, hash: string): Promise<void> {
  const { people, world } = chronicle
  const user = await signUp(chronicle, person, hash)
  const organization = { id: world.orgId, slug: people.org.slug, type: people.org.type }
  const invited = { organization, roles: person.roles, positionTitle: person.position }
  const actor = await joinOrganization(world.tx, invited, user, NO_REQUEST, world.clock.now())
  if (!actor) throw new Error(`${person.name} could not join`)
  people.set(person.key, actor)
}

/** An account that anybody may sign in with. Its address counts as proven: no mail could reach it. */
function signUp({ moments, people, world }: Chronicle, person: SeedPerson, hash: string) {
  const createdAt = world.clock.now()
  const email = addressOf(people.org, person)
  const id = idOf(moments.minute(createdAt), email)
  return insertUser(world.tx, { id, createdAt, name: person.name, email, isDemo: true, hash })
}

/** Gives a person the place that they have today. */
async function place({ people }: Chronicle, actor: Actor, { members }: Services, person: SeedPerson): Promise<void> {
  const { key, roles, position, manager, timeZone } = person
  const managerId = manager === null ? null : people.memberId(manager)
  const change = { roles, positionTitle: position, managerId, timeZone }
  const { positionTitle } = await members.change(actor, people.memberId(key), change)
  people.set(key, { ...people.actor(key), roles, positionTitle })
}
