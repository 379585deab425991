import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { EditorPage } from '#app/components/editor/editor-page.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { withImages } from '#app/lib/attachments.server.ts'
import { draftComments } from '#app/lib/comments.server.ts'
import { documentReads } from '#app/lib/document-page.server.ts'
import { saveDraft } from '#app/lib/draft.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { rejectionOf } from '#app/lib/rejection.ts'
import { toRoundView } from '#app/lib/round-view.server.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data: draft }) => [
  { title: `Editing ${draft?.identifier ?? ''} · Accord` },
]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const draft = await answer(args.request, args.context.services.drafts.get(actor, reference))
  const { identifier, title } = draft.document
  if (!draft.editable) throw redirect(paths.document(actor.orgSlug, identifier))
  const { texts } = args.context.services
  const reads = documentReads(args, actor)
  const [summary, [newest]] = await answer(args.request, Promise.all([reads.summary(), reads.visibleRound()]))
  const round = newest ? toRoundView(newest, await reads.people()) : null
  const [{ html: still, outline }, markdown, comments] = await answer(
    args.request,
    Promise.all([
      texts.show(draft.content, draft.variables, true),
      texts.toMarkdown(draft.content),
      draftComments(args.context.services, actor, reference),
    ]),
  )
  return {
    org: actor.orgSlug,
    identifier,
    title,
    html: draft.content,
    still: withImages(still, actor, identifier),
    markdown,
    variables: draft.variables,
    outline,
    revision: draft.revision,
    first: summary.versions === 0,
    rejection: rejectionOf(round),
    warnings: draft.importWarnings,
    comments,
  }
}

/** What was left out of an imported text is dismissed. And the way without scripts: a Markdown field and a button. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  if (form.get('intent') === 'dismiss') {
    await answer(args.request, args.context.services.drafts.dismissWarnings(actor, reference))
    return data(null)
  }
  const markdown = String(form.get('markdown') ?? '')
  const input = { revision: Number(form.get('revision')), content: { format: 'markdown', body: markdown } }
  const saved = await answer(args.request, saveDraft(args.context.services, actor, reference, input))
  if (!saved.saved) {
    const lost = 'conflict' in saved
    const why = { conflict: lost ? saved.conflict : null, refusal: lost ? null : saved.sentence }
    return data({ markdown, ...why }, { status: lost ? 409 : 422 })
  }
  const sentence = 'The draft is saved.'
  return redirect(paths.documentEdit(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Edit() {
  const draft = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <EditorPage
      key={draft.identifier}
      {...draft}
      conflict={refused?.conflict ?? null}
      refusal={refused?.refusal ?? null}
      typed={refused?.markdown ?? null}
    />
  )
}

/** Autosave goes around this page; reading it again would throw away what is being typed. */
export const shouldRevalidate = () => false

export const ErrorBoundary = () => <ErrorPage />
