import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireMember } from '#app/lib/guard.server.ts'

/** Shorter than the idle limit of common proxies. */
const HEARTBEAT_MS = 20_000
/** A browser asks again after a pause of its own; this keeps a restart from becoming a stampede. */
const RETRY_MS = 3_000

/**
 * What others do, as it happens. An event says that something changed, never what it now says: the page reads again with
 * its own rights. Ids are times, so a page that comes back after a break (`Last-Event-ID`) is told to read once.
 */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { request, context } = args
  const missed = request.headers.get('Last-Event-ID') !== null
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const tell = (event: { topic: string; document: string | null }) =>
        send(`id: ${Date.now()}\ndata: ${JSON.stringify({ topic: event.topic, document: event.document })}\n\n`)
      send(`retry: ${RETRY_MS}\n\n`)
      if (missed) tell({ topic: 'reconnected', document: null })
      const unsubscribe = context.services.live.subscribe(actor, tell)
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
      stop = () => {
        clearInterval(heartbeat)
        unsubscribe()
      }
      request.signal.addEventListener('abort', () => {
        stop()
        try {
          controller.close()
        } catch {
          // The reader went first, and the stream is closed already.
        }
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Without no-transform a proxy may hold events back to compress them.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}
