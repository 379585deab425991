import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { asFile } from '#app/lib/file-answer.server.ts'
import { FRESH } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { DUE_FILE, dueCsv, MADE_FILE, madeCsv } from '#app/lib/review-export.ts'
import { reviewsAsked } from '#app/lib/reviews.server.ts'

/** The list of reviews as a file: by the same address as the page, all of its pages. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, file(args))

async function file(args: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const { reviews } = args.context.services
  const search = new URL(args.request.url).searchParams
  const isDone = search.get('view') === 'done'
  const { type, name } = isDone ? MADE_FILE : DUE_FILE
  const lines = isDone
    ? madeCsv(await reviews.exportMade(actor))
    : dueCsv(await reviews.exportDue(actor, reviewsAsked(search, actor.membershipId)))
  const text = Readable.from(lines, { objectMode: false })
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${actor.orgSlug}-${name}"`,
      'Cache-Control': FRESH,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
