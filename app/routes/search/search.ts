import type { LoaderFunctionArgs } from '@remix-run/node'
import type { FoundDocument } from '#app/components/ui/use-found-documents.ts'
import { answer } from '#app/lib/errors.server.ts'
import { freshJson } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { foundIn } from '#app/lib/library.server.ts'
import { type FoundCommand, findCommands } from '#app/lib/palette.server.ts'
import { paths } from '#domain/paths.ts'

const MOST = 7

/** For the palette: documents by identifier or words, and commands about documents. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const words = (new URL(args.request.url).searchParams.get('q') ?? '').trim().slice(0, 200)
  if (words === '') return found([], [])
  const documents = async (asked: string): Promise<FoundDocument[]> => {
    const { rows } = await services.library.list(actor, { words: asked, limit: MOST })
    return rows.map((row) => {
      const { identifier, title } = row
      const at = foundIn(row)
      const to = at
        ? paths.documentPassage(actor.orgSlug, identifier, asked, at.version)
        : paths.document(actor.orgSlug, identifier)
      return { identifier, title, to }
    })
  }
  const [hits, { commands, about }] = await answer(
    args.request,
    Promise.all([documents(words), findCommands(services, actor, words, new Date())]),
  )
  // "publish POL-AC-001" where there is nothing to publish: the document itself is nearer than nothing.
  if (hits.length > 0 || commands.length > 0 || about === null) return found(hits, commands)
  return found(await answer(args.request, documents(about)), commands)
}

const found = (documents: FoundDocument[], commands: FoundCommand[]) => freshJson({ documents, commands })
