import { type Actor, systemActor } from '#domain/actor.ts'
import { fixedId } from './ids.ts'
import type { Moments } from './moments.ts'
import type { SeedOrganization, SeedPerson } from './people.ts'

/** An organization with its people as members and actors: who does what in the stories. */
export class SeedPeople {
  readonly orgId: string
  private readonly people: Map<string, SeedPerson>

  constructor(
    readonly org: SeedOrganization,
    readonly moments: Moments,
  ) {
    this.orgId = fixedId(org.slug)
    this.people = new Map(org.people.map((person) => [person.key, person]))
  }

  person(key: string): SeedPerson {
    const person = this.people.get(key)
    if (!person) throw new Error(`${key} does not work at ${this.org.name}`)
    return person
  }

  userId = (key: string): string => fixedId(this.org.slug, 'user', this.person(key).key)
  memberId = (key: string): string => fixedId(this.org.slug, 'member', this.person(key).key)

  /** The person as the audit log saw them. */
  actor(key: string): Actor {
    const { name, roles, position } = this.person(key)
    return {
      ...systemActor(this.orgId, null, this.org.slug),
      userId: this.userId(key),
      membershipId: this.memberId(key),
      name,
      roles,
      positionTitle: position,
      via: 'page',
    }
  }

  system = (workflowId: string): Actor => systemActor(this.orgId, workflowId, this.org.slug)

  /** Who publishes, revises and archives here. */
  get manager(): string {
    const manager = this.org.people.find(({ roles }) => roles.includes('compliance_manager'))
    if (!manager) throw new Error(`${this.org.name} has no compliance manager`)
    return manager.key
  }
}
