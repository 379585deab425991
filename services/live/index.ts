import type { Logger } from 'pino'
import { listen } from '#db/listen.ts'
import type { LiveUpdate } from '#domain/live.ts'
import { createBatches } from './batches.ts'
import { isRevocation, type LiveEvent, parseNotice, type Revocation } from './events.ts'
import type { PageRights } from './rights.ts'
import { type ReadableDocuments, visibleUpdate } from './visible.ts'

/** One open page, with the rights it was opened with. */
export interface LivePage extends PageRights {
  onUpdate: (update: LiveUpdate) => void
  /** The rights may have changed: the page has to open its stream again, and is checked anew. */
  onEnd: () => void
}

export interface LiveService {
  /**
   * Sends a page the changes of its organization until the returned function is called. A page whose rights changed
   * after they were read for it ends at once.
   */
  subscribe(page: LivePage): () => void
  close(): Promise<void>
}

/** What the database is asked about rights. */
export interface LiveRights {
  /** Which documents exist for a reader, asked about those that are kept from some readers. */
  readable: ReadableDocuments
  /** Whether the rights of a page still are what they were when they were read for it. */
  holds(rights: PageRights): Promise<boolean>
}

const CHANNEL = 'accord_live'
/** Readers for whom the database is asked at once. */
const READERS_AT_ONCE = 4

/** The pages of each member: what one of them may learn is the same for all. */
function byMember(pages: Iterable<LivePage>): Iterable<LivePage[]> {
  const members = new Map<string | null, LivePage[]>()
  for (const page of pages) {
    const own = members.get(page.actor.membershipId)
    if (own) own.push(page)
    else members.set(page.actor.membershipId, [page])
  }
  return members.values()
}

/**
 * Sends open pages what changed: one listening connection per web process, whatever the number of pages. A page whose
 * membership or session is revoked ends at once; after a break of the connection every page ends, since a revocation
 * may have been missed.
 */
export function liveService(url: string, log: Logger, { readable, holds }: LiveRights): LiveService {
  const pages = new Map<string, Set<LivePage>>()
  const allPages = () => [...pages.values()].flatMap((ofOrganization) => [...ofOrganization])
  let wasLost = false

  const remove = (page: LivePage) => {
    const ofOrganization = pages.get(page.actor.orgId)
    ofOrganization?.delete(page)
    if (ofOrganization?.size === 0) pages.delete(page.actor.orgId)
  }
  const isOpen = (page: LivePage) => pages.get(page.actor.orgId)?.has(page) ?? false
  const end = (ended: readonly LivePage[]) => {
    for (const page of ended.filter(isOpen)) {
      remove(page)
      page.onEnd()
    }
  }
  const revoke = ({ revoked, id }: Revocation) =>
    end(allPages().filter(({ actor, sessionId }) => (revoked === 'session' ? sessionId : actor.membershipId) === id))

  const send = async (org: string, events: LiveEvent[]) => {
    const members = [...byMember(pages.get(org) ?? [])]
    const next = async (): Promise<void> => {
      for (let own = members.pop(); own; own = members.pop()) {
        const [first] = own
        const update = first && (await visibleUpdate(first.actor, events, readable))
        if (!update) continue
        // The answer took a moment, in which a page may have gone.
        for (const page of own.filter(isOpen)) page.onUpdate(update)
      }
    }
    await Promise.all(Array.from({ length: READERS_AT_ONCE }, next)).catch((error) =>
      log.warn({ err: error }, 'live updates: some pages missed a change'),
    )
  }
  const batches = createBatches<LiveEvent>(
    ({ topic, document, memberships }) => `${topic} ${document} ${memberships}`,
    send,
  )

  const connection = listen(url, CHANNEL, {
    onNotice: (payload) => {
      const notice = parseNotice(payload)
      if (isRevocation(notice)) revoke(notice)
      else if (pages.has(notice.org)) batches.add(notice)
    },
    onConnected: () => {
      if (wasLost) end(allPages())
      else for (const page of allPages()) page.onUpdate({ topics: 'all', documents: [] })
      wasLost = false
    },
    onLost: (error) => {
      wasLost = true
      log.warn({ err: error }, 'live updates: PostgreSQL cannot be reached, trying again')
    },
  })

  return {
    subscribe(page) {
      const ofOrganization = pages.get(page.actor.orgId) ?? new Set()
      pages.set(page.actor.orgId, ofOrganization.add(page))
      // A revocation between reading the rights and this line was announced to nobody.
      holds(page).then(
        (isCurrent) => isCurrent || end([page]),
        (error) => {
          log.warn({ err: error }, 'live updates: the rights of a page cannot be checked')
          end([page])
        },
      )
      return () => remove(page)
    },
    async close() {
      batches.clear()
      pages.clear()
      await connection.close()
    },
  }
}
