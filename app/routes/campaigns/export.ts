import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { CAMPAIGN_FILE, campaignCsv } from '#app/lib/campaign-export.ts'
import { asFile } from '#app/lib/file-answer.server.ts'
import { FRESH } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'

/** The people of a campaign as a file. */
export const loader = (args: LoaderFunctionArgs) => asFile(args.request, file(args))

async function file(args: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireMember(args)
  const pages = await args.context.services.campaigns.exportPeople(actor, args.params.campaign ?? '')
  const text = Readable.from(campaignCsv(pages), { objectMode: false })
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'Content-Type': CAMPAIGN_FILE.type,
      'Content-Disposition': `attachment; filename="${actor.orgSlug}-${CAMPAIGN_FILE.name}"`,
      'Cache-Control': FRESH,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
