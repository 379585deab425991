import type { ActionFunctionArgs } from '@remix-run/node'
import { saveDraft } from '#app/lib/draft.server.ts'
import { answer, notFound } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { Variable } from '#domain/documents/variables.ts'

interface Body {
  revision?: number
  html?: string
  variables?: Variable[]
  /** Keeps the text as a document of its own, beside the one that somebody else changed. */
  copy?: boolean
}

export const loader = () => {
  throw notFound()
}

/** Where the editor saves to. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = args.params.identifier ?? ''
  const body = (await args.request.json()) as Body
  const content = { format: 'html' as const, body: body.html ?? '' }
  if (!body.copy) {
    const input = { revision: body.revision, content, variables: body.variables }
    return Response.json(await answer(args.request, saveDraft(services, actor, reference, input)))
  }
  const { document } = await answer(args.request, services.documents.get(actor, reference))
  const { kind, category } = document
  const title = `Copy of ${document.title}`.slice(0, 500)
  const copy = { kind, category, title, content, variables: body.variables } as Parameters<
    typeof services.documents.create
  >[1]
  const { identifier } = await answer(args.request, services.documents.create(actor, copy))
  return Response.json({ copiedTo: identifier })
}
