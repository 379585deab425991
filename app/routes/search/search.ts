import type { LoaderFunctionArgs } from '@remix-run/node'
import type { FoundDocument } from '#app/components/ui/use-found-documents.ts'
import { answer } from '#app/lib/errors.server.ts'
import { freshJson } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { foundIn } from '#app/lib/library.server.ts'
import { paths } from '#domain/paths.ts'

const MOST = 7

/** Documents for the palette, by identifier or words. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const words = (new URL(args.request.url).searchParams.get('q') ?? '').trim().slice(0, 200)
  if (words === '') return found([])
  const { rows } = await answer(args.request, args.context.services.library.list(actor, { words, limit: MOST }))
  return found(
    rows.map((row) => {
      const { identifier, title } = row
      const at = foundIn(row)
      const to = at
        ? paths.documentPassage(actor.orgSlug, identifier, words, at.version)
        : paths.document(actor.orgSlug, identifier)
      return { identifier, title, to }
    }),
  )
}

const found = (documents: FoundDocument[]) => freshJson({ documents })
