import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ReadingPage } from '#app/components/campaigns/reading-page.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { AcceptForm } from '#app/lib/campaign-forms.ts'
import { answersIn } from '#app/lib/check-forms.ts'
import { readPassages } from '#app/lib/document-text.server.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { readerCheck } from '#app/lib/reader-check.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Read ${data.document.title} · Accord` : 'Read · Accord' },
]

export const handle: RouteHandle = { asks: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { campaign, document, version, recipient, accepted, askedBy, check, attempts } = await answer(
    args.request,
    services.campaigns.open(actor, args.params.campaign ?? ''),
  )
  const text = await answer(args.request, readPassages(services, actor, document.id, version.number))
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
    check: check && readerCheck(check, recipient.extraAttempts, attempts, text.passages),
    acceptedAt: accepted?.acceptedAt.toISOString() ?? null,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  if (form.get('command') === 'answer') return answered(args, actor, form)
  const parsed = parseForm(form, AcceptForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { campaigns } = args.context.services
  const made = await attempt(args.request, form, campaigns.accept(actor, args.params.campaign ?? '', parsed.value))
  if (!made.ok) return data(made, { status: made.status })
  const sentence = `Accepted. Version ${made.value.label} is on your list.`
  return redirect(paths.myPolicies(actor.orgSlug), await withFlash({ tone: 'ok', sentence }))
}

/** Answers the questions. The page shown again says how that went, from what is kept of it. */
async function answered(args: ActionFunctionArgs, actor: Actor, form: FormData) {
  const id = args.params.campaign ?? ''
  const answers = answersIn(form)
  const made = await attempt(args.request, form, args.context.services.checks.answer(actor, id, { answers }))
  if (!made.ok) return data(made, { status: made.status })
  return redirect(`${paths.readAndAccept(actor.orgSlug, id)}#check`)
}

export default function Read() {
  const page = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <ReadingPage {...page} error={failed ? Object.values(failed.errors)[0] : undefined} />
}

export const ErrorBoundary = () => <ErrorPage />
