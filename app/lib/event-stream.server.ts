/** Shorter than the idle limit of common proxies. */
const HEARTBEAT_MS = 20_000
/** After this long a page opens its stream again, so that its rights and its session are checked anew. */
const LONGEST_MS = 15 * 60_000
/** A browser opens an ended stream again after a pause; spread out, so that a restart does not become a stampede. */
const RETRY_MS = { least: 1_000, most: 5_000 }

export interface EventStream {
  /** Sends one event as JSON. */
  send: (data: unknown) => void
  /** Ends the answer. The browser opens it again by itself. */
  end: () => void
}

/**
 * A stream of server-sent events. It ends by itself after fifteen minutes at most.
 * @param open starts sending; returns what stops it, called once when the stream has ended, whoever ended it
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(signal: AbortSignal, open: (stream: EventStream) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text))
      let close = () => {}
      const end = () => {
        stop()
        try {
          controller.close()
        } catch {
          // The reader went first, and the stream is closed already.
        }
      }
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
      const longest = setTimeout(end, LONGEST_MS * (0.8 + Math.random() / 5))
      stop = () => {
        stop = () => {}
        clearInterval(heartbeat)
        clearTimeout(longest)
        close()
      }
      write(`retry: ${Math.round(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least))}\n\n`)
      // Ids are times: a page that comes back after a break sends the last one as `Last-Event-ID`.
      close = open({ send: (data) => write(`id: ${Date.now()}\ndata: ${JSON.stringify(data)}\n\n`), end })
      signal.addEventListener('abort', end, { once: true })
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
