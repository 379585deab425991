import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ReadingPage } from '#app/components/campaigns/reading-page.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { AcceptForm } from '#app/lib/campaign-forms.ts'
import { readText } from '#app/lib/document-text.server.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Read ${data.document.title} · Accord` : 'Read · Accord' },
]

export const handle: RouteHandle = { asks: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { campaign, document, version, recipient, accepted, askedBy } = await answer(
    args.request,
    services.campaigns.open(actor, args.params.campaign ?? ''),
  )
  const text = await answer(args.request, readText(services, actor, document.id, version.number))
  return {
    org: actor.orgSlug,
    document: { identifier: document.identifier, title: version.title },
    version: {
      label: version.label,
      contentHash: version.contentHash,
      words: version.words,
      effectiveFrom: version.effectiveFrom.toISOString(),
    },
    text: { html: text.html, outline: text.outline },
    ask: {
      by: askedBy,
      message: campaign.message,
      statement: campaign.statement,
      dueAt: recipient.dueAt.toISOString(),
      readsToEnd: campaign.readsToEnd,
      closed: campaign.status === 'closed',
    },
    acceptedAt: accepted?.acceptedAt.toISOString() ?? null,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, AcceptForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { campaigns } = args.context.services
  const made = await attempt(args.request, form, campaigns.accept(actor, args.params.campaign ?? '', parsed.value))
  if (!made.ok) return data(made, { status: made.status })
  const sentence = `Accepted. Version ${made.value.label} is on your list.`
  return redirect(paths.myPolicies(actor.orgSlug), await withFlash({ tone: 'ok', sentence }))
}

export default function Read() {
  const page = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <ReadingPage {...page} error={failed ? Object.values(failed.errors)[0] : undefined} />
}

export const ErrorBoundary = () => <ErrorPage />
