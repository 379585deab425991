import type { ActionFunctionArgs } from '@remix-run/node'
import { saveDraft } from '#app/lib/draft.server.ts'
import { answer, malformed, notFound } from '#app/lib/errors.server.ts'
import { freshJson } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { MAX_TITLE_LENGTH } from '#domain/documents/identifier.ts'
import { CreateDocument } from '#services/documents/input.ts'

interface Body {
  revision?: unknown
  html?: unknown
  variables?: unknown
  /** Keeps the text as a document of its own, beside the one that somebody else changed. */
  copy?: unknown
}

export const loader = () => {
  throw notFound()
}

/** Where the editor saves to. What it sends is read by the services' own schemas. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = args.params.identifier ?? ''
  const { revision, html, variables, copy } = await bodyOf(args.request)
  const content = { format: 'html' as const, body: html }
  if (!copy) {
    const input = { revision, content, variables }
    return freshJson(await answer(args.request, saveDraft(services, actor, reference, input)))
  }
  const { document } = await answer(args.request, services.documents.get(actor, reference))
  const { kind, category } = document
  const title = `Copy of ${document.title}`.slice(0, MAX_TITLE_LENGTH)
  const copied = CreateDocument.safeParse({ kind, category, title, content, variables })
  if (!copied.success) throw malformed()
  const { identifier } = await answer(args.request, services.documents.create(actor, copied.data))
  return freshJson({ copiedTo: identifier })
}

async function bodyOf(request: Request): Promise<Body> {
  const body: unknown = await request.json().catch(() => null)
  if (typeof body !== 'object' || body === null) throw malformed()
  return body
}
