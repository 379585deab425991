import type { LiveTopic } from '#domain/live.ts'
import type { Needs } from '#domain/roles.ts'

/** What a route says of itself to the pages around it, as Remix's `handle`. */
export interface RouteHandle {
  /** The page asks for a decision and has a primary button of its own. */
  asks?: true
  /** Its action itself shows again what was typed before somebody had to sign in, see app/lib/kept-form.ts. */
  showsAgain?: true
  /** What the page asks of its reader, beyond being a member. Its loader and action do not run without it. */
  needs?: Needs
  /** What the page shows: it is read again when one of these changes. */
  topics?: readonly LiveTopic[]
  /** The page is about the one document in its data: changes of others do not concern it. */
  ofDocument?: true
}
