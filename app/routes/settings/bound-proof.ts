import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMoment } from '#app/lib/bound-query.server.ts'
import { notFound } from '#app/lib/errors.server.ts'
import { asFile } from '#app/lib/file-answer.server.ts'
import { FRESH } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'

/** What bound a member at a moment, with its proof, as a file: on paper, or as JSON that can be checked without Accord. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, file(args))

async function file(args: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const { bound, organizations } = args.context.services
  const { member = '', format } = args.params
  const organization = await organizations.get(actor)
  const { asked, at } = readMoment(new URL(args.request.url).searchParams, organization.timeZone, new Date())
  if (!at) throw notFound()
  const name = `bound-${asked.day}`
  if (format === 'json') {
    return new Response(`${JSON.stringify(await bound.proof(actor, member, at), null, 2)}\n`, {
      headers: headersOf('application/json; charset=utf-8', `${name}.json`),
    })
  }
  if (format !== 'pdf') throw notFound()
  const { pdf } = await bound.pdf(actor, member, { at, timeZone: asked.timeZone })
  return new Response(Readable.toWeb(pdf.content) as ReadableStream, {
    headers: { ...headersOf('application/pdf', `${name}.pdf`), 'Content-Length': String(pdf.size) },
  })
}

const headersOf = (type: string, name: string) => ({
  'Content-Type': type,
  'Content-Disposition': `attachment; filename="${name}"`,
  'Cache-Control': FRESH,
  'X-Content-Type-Options': 'nosniff',
})
