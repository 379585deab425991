import { Readable } from 'node:stream'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { EXPORT_FILES, exportText } from '#app/lib/audit-export.ts'
import { readAuditQuery } from '#app/lib/audit-query.server.ts'
import { notFound } from '#app/lib/errors.server.ts'
import { asFile } from '#app/lib/file-answer.server.ts'
import { FRESH } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { isExportFormat } from '#domain/audit/audit.ts'
import { paths } from '#domain/paths.ts'

/** The log as a file, as far as the address asks for it. By a form: that it was taken along is itself an entry of the log. */
export const action = (args: ActionFunctionArgs) => asFile(args.request, file(args))

async function file(args: ActionFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const { services } = args.context
  const format = args.params.as
  if (!isExportFormat(format)) throw notFound()
  const { filter } = await readAuditQuery(services, actor, new URL(args.request.url).searchParams)
  const pages = await services.audit.export(actor, filter, format)
  const { type, name } = EXPORT_FILES[format]
  const text = Readable.from(exportText(pages, format), { objectMode: false })
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${actor.orgSlug}-${name}"`,
      'Cache-Control': FRESH,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** The address opened by hand leads back to the log. */
export const loader = async (args: LoaderFunctionArgs) => redirect(paths.audit((await requireMember(args)).orgSlug))
