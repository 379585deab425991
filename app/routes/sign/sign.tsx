import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { DecisionBar } from '#app/components/approvals/decision-bar.tsx'
import { SignPage } from '#app/components/approvals/sign-page.tsx'
import { Since } from '#app/components/approvals/since.tsx'
import { PinnedText } from '#app/components/comments/pinned-text.tsx'
import { Content } from '#app/components/documents/content.tsx'
import { Redline } from '#app/components/documents/redline.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { withPlaces } from '#app/lib/comments.server.ts'
import { accountFor, readConfirmation } from '#app/lib/confirmation.server.ts'
import { readText } from '#app/lib/document-text.server.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { parseForm, type TypedText } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { offerPeople, parseWithPeople } from '#app/lib/people.server.ts'
import { readSignoffPage } from '#app/lib/signoff-page.server.ts'
import type { Actor } from '#domain/actor.ts'
import { paths, type SignoffQuestion } from '#domain/paths.ts'
import { rolesThatCan } from '#domain/roles.ts'
import { ApproveSignoff, DelegateSignoff, RejectSignoff } from '#services/rounds/input.ts'

const QUESTIONS = ['approve', 'reject', 'delegate'] as const satisfies readonly SignoffQuestion[]
const SIGNERS = rolesThatCan('signoffs.be_asked')
/** Beside the person's id the form has the words by which they were searched for. */
const DelegateForm = z.object(DelegateSignoff.shape)

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
    : await answer(
        args.request,
        readText(services, actor, page.document.identifier, page.version.number, undefined, true),
      )
  const asks = QUESTIONS.find((question) => question === searchParams.get('decide')) ?? null
  // To see who may be asked is a question of its own, so it is asked only when somebody wants to.
  const offer = asks === 'delegate' ? await offerPeople(services, actor, { rolesFirst: SIGNERS }) : null
  return {
    ...page,
    reader: actor.membershipId,
    account: await accountFor(args, page.mine && page.signoff.freshSignIn),
    text: text === null ? null : withPlaces(text.html, page.comments, page.signoff.id),
    ask: asks,
    offer,
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { signoffs } = args.context.services
  const id = args.params.signoffId ?? ''
  const form = await args.request.formData()
  const decision = QUESTIONS.find((question) => question === form.get('decision')) ?? 'approve'
  form.delete('decision')
  const confirm = readConfirmation(args, form)
  if (decision === 'delegate') return delegate(args, actor, form)
  const parsed = decision === 'reject' ? parseForm(form, RejectSignoff) : parseForm(form, ApproveSignoff)
  if (!parsed.ok) return data({ ...parsed, decision }, { status: 422 })
  const { comment = '' } = parsed.value
  const confirmed = await confirm()
  if (!confirmed.ok) return data({ ...confirmed, decision }, { status: confirmed.status })
  const given = confirmed.value
  const decided = await attempt(
    args.request,
    form,
    decision === 'reject'
      ? signoffs.reject(actor, id, { comment }, given)
      : signoffs.approve(actor, id, { comment }, given),
    { comment_required: 'comment', fresh_sign_in_required: 'password' },
  )
  if (!decided.ok) return data({ ...decided, decision }, { status: decided.status })
  return redirect(paths.sign(actor.orgSlug, id))
}

async function delegate(args: ActionFunctionArgs, actor: Actor, form: FormData) {
  const { services } = args.context
  const id = args.params.signoffId ?? ''
  const refused = { decision: 'delegate' as const }
  const parsed = await parseWithPeople(services, actor, form, DelegateForm, { one: ['to'] })
  if (!parsed.ok) return data({ ...parsed, ...refused }, { status: 422 })
  const asked = await attempt(args.request, form, services.signoffs.delegate(actor, id, parsed.value), {
    signer_not_eligible: 'to',
    signer_already_asked: 'to',
    author_cannot_approve: 'to',
  })
  if (!asked.ok) return data({ ...asked, ...refused }, { status: asked.status })
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
          <DecisionBar
            page={page}
            account={page.account}
            ask={askedIn(failed) ?? page.ask}
            offer={page.offer}
            errors={failed?.errors}
            typed={failed?.typed}
          />
        ) : null
      }
    >
      <Since page={page} />
      <PinnedText comments={page.comments} html={page.redline?.html ?? page.text ?? ''}>
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
      </PinnedText>
    </SignPage>
  )
}

/** The question to which an answer had a fault. What is shown again after signing in names it among what was typed. */
const askedIn = (failed: { decision?: SignoffQuestion; typed: TypedText } | undefined) =>
  failed?.decision ?? QUESTIONS.find((question) => question === failed?.typed.decision) ?? null

export const ErrorBoundary = () => <ErrorPage />
