/** Something that happens in a story. */
export interface StoryEvent {
  at: Date
  /** Whose story it belongs to, which names its ids: a document's identifier, or what else has one. */
  story: string
  run(): Promise<unknown>
}

/** All that is still to happen, in the order of time. What happens may bring about more. */
export class Agenda {
  private readonly events: StoryEvent[] = []

  add(event: StoryEvent): void {
    const before = this.events.findLastIndex(({ at }) => at <= event.at)
    this.events.splice(before + 1, 0, event)
  }

  /** What happens next, and after that, up to a moment. */
  *until(end: Date): Generator<StoryEvent> {
    for (let next = this.events.shift(); next && next.at <= end; next = this.events.shift()) yield next
  }
}
