import type { Actor } from '#domain/actor.ts'
import type { SeedOrganization, SeedPerson } from './organizations.ts'

/** Who the keys of the library stand for, as far as the stories have come. */
export class People {
  private readonly actors = new Map<string, Actor>()
  /** Definitions by their names. */
  readonly definitions = new Map<string, string>()

  constructor(readonly org: SeedOrganization) {}

  /** What a person is from now on. */
  set(key: string, actor: Actor): void {
    this.actors.set(key, actor)
  }

  /** @throws when nobody of that key has joined */
  actor(key: string): Actor {
    const actor = this.actors.get(key)
    if (!actor) throw new Error(`${key} does not work at ${this.org.name}`)
    return actor
  }

  /** The membership of a person. */
  memberId(key: string): string {
    const { membershipId } = this.actor(key)
    if (membershipId === null) throw new Error(`${key} is no member`)
    return membershipId
  }

  /** The id of a definition. @throws when none has this name */
  definition(name: string): string {
    const id = this.definitions.get(name)
    if (!id) throw new Error(`${this.org.name} has no definition “${name}”`)
    return id
  }

  /** Who founds the organization, and from then on publishes, revises and archives. */
  get manager(): SeedPerson {
    const manager = this.org.people.find(({ roles }) => roles.includes('admin'))
    if (!manager) throw new Error(`${this.org.name} has no admin`)
    return manager
  }
}
