import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Services } from '#app/lib/context.ts'
import { type Shown, textToShow } from '#app/lib/document-text.server.ts'
import { notFound } from '#app/lib/errors.server.ts'
import { asFile } from '#app/lib/file-answer.server.ts'
import { FRESH } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { Actor } from '#domain/actor.ts'
import { fileNameOf } from '#domain/documents/labels.ts'
import { can } from '#domain/roles.ts'

/** A document as a file. PDF is shown in place, so that a sheet can frame it; Markdown is saved. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, file(args))

async function file(args: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const { services } = args.context
  const { identifier = '', format } = args.params
  const summary = await services.documents.get(actor, identifier)
  const { document, own } = summary
  const shown = textToShow(new URL(args.request.url).searchParams.get('version'), {
    ...summary,
    status: document.status,
    seesDrafts: own || can(actor, 'documents.read_drafts'),
  })
  if (shown === null) throw notFound()
  if (format === 'pdf') return pdf(services, actor, document.identifier, shown)
  if (format === 'md') return markdown(services, actor, document, shown)
  throw notFound()
}

async function pdf(services: Services, actor: Actor, identifier: string, shown: Shown): Promise<Response> {
  const file = await services.renditions.pdf(actor, identifier, shown)
  return new Response(Readable.toWeb(file.pdf.content) as ReadableStream, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(file.pdf.size),
      'Content-Disposition': `inline; filename="${file.fileName}"`,
      'Cache-Control': 'private, no-cache',
      // The viewer of the browser is a page of its own, which our own pages may frame.
      'Content-Security-Policy': "frame-ancestors 'self'",
    },
  })
}

async function markdown(
  services: Services,
  actor: Actor,
  { id, identifier, title }: { id: string; identifier: string; title: string },
  shown: Shown,
): Promise<Response> {
  const version = shown === 'draft' ? null : (await services.versions.get(actor, id, shown)).version
  const { content } = version ?? (await services.drafts.get(actor, id))
  return new Response(await services.texts.toMarkdown(content, title), {
    headers: {
      'Content-Type': 'text/markdown; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileNameOf(identifier, version, 'md')}"`,
      'Cache-Control': FRESH,
    },
  })
}
