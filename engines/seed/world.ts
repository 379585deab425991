import { pino } from 'pino'
import type { Transaction } from '#db/client.ts'
import { RETENTION } from '#domain/retention.ts'
import { textsHere } from '#services/content/texts-here.ts'
import { createServices, type Services } from '#services/index.ts'
import type { OutboxMessage } from '#services/outbox.ts'
import { pendingEffectsOf, writePendingEffects } from '#services/pending-effects.ts'
import type { Ids } from '#services/ports.ts'
import type { Deps } from '#services/transaction.ts'

const DAY_MS = 86_400_000

/** A clock that stands at the moment of the story. */
class StoryClock {
  at = new Date(0)
  now = (): Date => this.at
}

/** What the stories of all organizations are written with. */
export type StoryMeans = Pick<Deps, 'db' | 'objects' | 'images'> & {
  /** The files of images, by their names. */
  files: ReadonlyMap<string, Uint8Array>
}

/**
 * What the stories of one organization happen in: the services of the app over one transaction, so that all of the
 * stories are stored, or nothing. Their clock stands at the moment of the story.
 */
export class World {
  readonly clock = new StoryClock()
  readonly services: Services
  readonly files: StoryMeans['files']

  constructor(
    { files, ...deps }: StoryMeans,
    readonly tx: Transaction,
    readonly orgId: string,
    ids: Ids,
  ) {
    this.files = files
    this.services = createServices({ ...deps, clock: this.clock, ids, ...HERE })
  }

  /** Takes what the services have sent to Temporal since the last call. */
  takeMessages(): OutboxMessage[] {
    return pendingEffectsOf(this.tx, this.orgId).outbox.splice(0) as OutboxMessage[]
  }

  /**
   * Delivers what people were notified of to the notification center, and to nowhere else: it is old news. What would have
   * been deleted by `today` is left out.
   */
  async deliverNotifications(today: Date): Promise<void> {
    const effects = pendingEffectsOf(this.tx, this.orgId)
    const oldest = new Date(today.getTime() - RETENTION.notifications.days * DAY_MS)
    effects.notices = effects.notices
      .filter(({ createdAt }) => createdAt && createdAt >= oldest)
      .map((notice) => ({ ...notice, channels: [] }))
    await writePendingEffects(this.tx, this.orgId)
  }
}

/** What is the same in all stories: texts are read here, and nobody is sent anything. */
const HERE: Omit<Deps, 'db' | 'objects' | 'images' | 'clock' | 'ids'> = {
  auditKeys: [],
  texts: textsHere,
  publicUrl: '',
  log: pino({ level: 'silent' }),
}
