import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DecisionBar } from '#app/components/approvals/decision-bar.tsx'
import { SignPage } from '#app/components/approvals/sign-page.tsx'
import { Since } from '#app/components/approvals/since.tsx'
import { Content } from '#app/components/documents/content.tsx'
import { Redline } from '#app/components/documents/redline.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { readText } from '#app/lib/document-text.server.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { parseForm, type TypedText } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { readSignoffPage } from '#app/lib/signoff-page.server.ts'
import { SIGNATURE_MEANINGS } from '#domain/approvals/signoffs.ts'
import { paths } from '#domain/paths.ts'
import { ApproveSignoff, RejectSignoff } from '#services/rounds/input.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Sign ${data.document.title} · Accord` : 'Sign · Accord' },
]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { searchParams } = new URL(args.request.url)
  const since = searchParams.get('since')
  const asked = since === null || !/^\d{1,6}$/.test(since) ? null : Number(since)
  const page = await answer(args.request, readSignoffPage(services, actor, args.params.signoffId ?? '', asked))
  // Without a version to compare with, the text itself is what has to be read.
  const text = page.redline
    ? null
    : await answer(args.request, readText(services, actor, page.document.identifier, page.version.number))
  const ask = searchParams.get('decide')
  return {
    ...page,
    reader: actor.membershipId,
    text: text?.html ?? null,
    ask: ask === 'approve' ? ('approve' as const) : ask === 'reject' ? ('reject' as const) : null,
    meaning: SIGNATURE_MEANINGS.approved,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { signoffs } = args.context.services
  const id = args.params.signoffId ?? ''
  const form = await args.request.formData()
  const decision = form.get('decision') === 'reject' ? ('reject' as const) : ('approve' as const)
  form.delete('decision')
  const parsed = decision === 'reject' ? parseForm(form, RejectSignoff) : parseForm(form, ApproveSignoff)
  if (!parsed.ok) return data({ ...parsed, decision }, { status: 422 })
  const { comment = '' } = parsed.value
  const decided = await attempt(
    args.request,
    form,
    decision === 'reject' ? signoffs.reject(actor, id, { comment }) : signoffs.approve(actor, id, { comment }),
    { comment_required: 'comment' },
  )
  if (!decided.ok) return data({ ...decided, decision }, { status: decided.status })
  return redirect(paths.sign(actor.orgSlug, id))
}

export default function Sign() {
  const page = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const open = page.mine && page.signoff.status === 'pending' && page.round.status === 'running'
  return (
    <SignPage
      page={page}
      bar={
        open ? (
          <DecisionBar page={page} ask={askedIn(failed) ?? page.ask} errors={failed?.errors} typed={failed?.typed} />
        ) : null
      }
    >
      <Since page={page} />
      {page.redline ? (
        <Redline redline={page.redline} title="Redline" />
      ) : (
        <section className="card redline" aria-labelledby="text">
          <div className="red-head">
            <h2 id="text">The text</h2>
          </div>
          <div className="red-body">
            <Content html={page.text ?? ''} label={page.document.title} />
          </div>
        </section>
      )}
    </SignPage>
  )
}

/** The question to which an answer had a fault. What is shown again after signing in names it among what was typed. */
const askedIn = (failed: { decision?: 'approve' | 'reject'; typed: TypedText } | undefined) =>
  failed?.decision ?? (['approve', 'reject'] as const).find((decision) => decision === failed?.typed.decision) ?? null

export const ErrorBoundary = () => <ErrorPage />
