import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { asFile } from '#app/lib/file-answer.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'

/** An image of a text, for whoever may read a text that shows it. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, image(args))

async function image(args: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const { attachments } = args.context.services
  const { identifier = '', hash = '' } = args.params
  const found = await attachments.find(actor, identifier, hash)
  const headers = {
    ETag: `"${found.hash}"`,
    // Kept by the browser, and asked for each time: whether it may be read is decided anew.
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  }
  if (args.request.headers.get('if-none-match')?.includes(headers.ETag))
    return new Response(null, { status: 304, headers })
  const { content, size } = await attachments.file(found)
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      ...headers,
      'Content-Type': found.type,
      'Content-Length': String(size),
      'Content-Disposition': `inline; filename="${found.hash.slice(0, 12)}.${found.type.split('/')[1]}"`,
    },
  })
}
