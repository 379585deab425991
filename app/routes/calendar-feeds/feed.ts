import type { LoaderFunctionArgs } from '@remix-run/node'
import { isDomainError } from '#app/lib/errors.server.ts'
import { asFile } from '#app/lib/file-answer.server.ts'
import { networkOf } from '#domain/requests/network.ts'
import { rateLimited } from '#domain/requests/rate-limited.ts'

/** Calendars look about once an hour; people press the button a few times more. */
const PER_FEED = { name: 'calendar feed', points: 60, seconds: 600 }
const UNKNOWN_FROM = { name: 'unknown calendar feed from', points: 60, seconds: 60 }

/** Reviews as a calendar reads them: without a session, by the secret in the address. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, file(args))

async function file(args: LoaderFunctionArgs): Promise<Response> {
  const { calendarFeeds } = args.context.services
  const feed = await locate(args)
  const { text, hash, changedAt } = await calendarFeeds.read(feed)
  const etag = `W/"${hash}"`
  const headers = {
    ETag: etag,
    'Last-Modified': changedAt.toUTCString(),
    // Kept by the calendar itself and by nobody between, and asked for again each time.
    'Cache-Control': 'private, no-cache',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
  }
  if (isFresh(args.request.headers, etag, changedAt)) return new Response(null, { status: 304, headers })
  return new Response(text, {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="reviews.ics"',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** The feed. Its own requests are counted, and those for feeds that are none against who sends them. */
async function locate({ params, context: { services, limits, clientIp } }: LoaderFunctionArgs) {
  try {
    const feed = await services.calendarFeeds.locate(params.token ?? '')
    const spent = await limits.take(PER_FEED, feed.id)
    if (spent.isOver) throw rateLimited(spent)
    return feed
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'not_found') throw error
    const spent = await limits.take(UNKNOWN_FROM, networkOf(clientIp || 'unknown'))
    throw spent.isOver ? rateLimited(spent) : error
  }
}

/** Whether the calendar has it as it is. A hash says so better than a time, where there are both (RFC 9110, 13.2.2). */
function isFresh(asked: Headers, etag: string, changedAt: Date): boolean {
  const known = asked.get('if-none-match')
  if (known !== null) return known.split(',').some((each) => each.trim() === etag || each.trim() === '*')
  const since = Date.parse(asked.get('if-modified-since') ?? '')
  return !Number.isNaN(since) && changedAt.getTime() <= since
}
