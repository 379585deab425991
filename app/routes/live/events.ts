import type { LoaderFunctionArgs } from '@remix-run/node'
import { eventStream } from '#app/lib/event-stream.server.ts'
import { requireMember, requireUser } from '#app/lib/guard.server.ts'
import type { LiveUpdate } from '#domain/live.ts'

/**
 * What others do, as it happens. An update says that something changed, never what it now says: the page reads again with
 * its own rights. A page that comes back after a break reads everything once.
 */
export async function loader(args: LoaderFunctionArgs) {
  const [actor, session] = await Promise.all([requireMember(args), requireUser(args)])
  const { request, context } = args
  return eventStream(request.signal, ({ send, end }) => {
    const missed: LiveUpdate = { topics: 'all', documents: [] }
    if (request.headers.has('Last-Event-ID')) send(missed)
    return context.services.live.subscribe({ actor, sessionId: session.id, onUpdate: send, onEnd: end })
  })
}
