import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import type { Agenda } from './agenda.ts'
import type { Moments } from './moments.ts'
import type { People } from './people.ts'
import type { World } from './world.ts'

type Act = (actor: Actor, services: Services) => Promise<unknown>

/** What happens in one organization: who does what, when. */
export class Chronicle {
  constructor(
    readonly world: World,
    readonly agenda: Agenda,
    readonly people: People,
    readonly moments: Moments,
  ) {}

  /** Somebody does something. @throws when that is still to come: a story is about what has happened */
  add(story: string, at: Date, who: string, act: Act): void {
    if (at > this.moments.now) throw new Error(`${who} cannot act in the story of ${story} at ${at.toISOString()} yet`)
    this.agenda.add({ at, story, run: () => act(this.people.actor(who), this.world.services) })
  }
}
