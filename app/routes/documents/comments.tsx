import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CommentsPage } from '#app/components/comments/comments-page.tsx'
import { threadView } from '#app/lib/comments.server.ts'
import { commentAnchor, paragraphAnchor } from '#app/lib/comments.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { numberIn, pageIn, placeOf } from '#app/lib/page-number.ts'
import { nameOfListed } from '#domain/documents/labels.ts'
import { paths } from '#domain/paths.ts'
import { AnswerComment, MakeComment, SettleSuggestion } from '#services/comments/input.ts'

/** What a form sends is text. */
const block = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
const MakeForm = z.strictObject({ ...MakeComment.shape, block: block.pipe(MakeComment.shape.block) })

const SettleForm = z.object({
  ...SettleSuggestion.shape,
  withdraw: z
    .literal('1')
    .optional()
    .transform((box) => box !== undefined),
})

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { comments } = args.context.services
  const reference = args.params.identifier ?? ''
  const search = new URL(args.request.url).searchParams
  const which = numberIn(search, 'version') ?? 'last'
  const page = pageIn(search, 'page')
  const { submitted, threads, open, may, ...place } = await answer(
    args.request,
    comments.list(actor, reference, which, { page }),
  )
  const number = submitted?.version.number ?? 0
  const block = search.get('block')
  const paragraph =
    submitted && block !== null && /^\d{1,5}$/.test(block)
      ? await answer(args.request, comments.paragraph(actor, reference, number, Number(block)))
      : null
  return {
    comments: {
      org: actor.orgSlug,
      identifier: submitted?.document.identifier ?? reference,
      version: number,
      may,
      inReview: submitted?.round.status === 'running',
    },
    name: submitted ? nameOfListed(submitted.version) : null,
    threads: threads.map(threadView),
    open,
    place: placeOf(place),
    asked: paragraph === null ? null : { block: Number(block), ...paragraph },
  }
}

/** Makes, answers and settles comments, for the pages that show them beside a text too: `stay` is sent by those. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { comments } = args.context.services
  const reference = args.params.identifier ?? ''
  const search = new URL(args.request.url).searchParams
  const version = numberIn(search, 'version') ?? 0
  const form = await args.request.formData()
  const [intent, id] = [form.get('intent'), String(form.get('comment') ?? '')]
  const stay = form.get('stay') !== null
  const there = Number(form.get('number')) || 0
  for (const name of ['intent', 'comment', 'number', 'stay']) form.delete(name)
  const done = (to: string) => (stay ? data({ ok: true as const }) : redirect(to))
  const page = (number: number) =>
    `${paths.documentComments(actor.orgSlug, reference, { version })}#${commentAnchor(number)}`

  if (intent === 'make') {
    const parsed = parseForm(form, MakeForm)
    if (!parsed.ok) return data(parsed, { status: 422 })
    const made = await attempt(args.request, form, comments.make(actor, reference, version, parsed.value), {
      quote_not_found: 'quote',
      wording_refused: 'wording',
    })
    if (!made.ok) return data(made, { status: made.status })
    const signoff = search.get('signoff')
    if (signoff) return done(`${paths.sign(actor.orgSlug, signoff)}#${paragraphAnchor(parsed.value.block)}`)
    return done(page(made.value.number))
  }
  if (intent === 'answer') {
    const parsed = parseForm(form, AnswerComment)
    if (!parsed.ok) return data(parsed, { status: 422 })
    const answered = await attempt(args.request, form, comments.answer(actor, id, parsed.value))
    return answered.ok ? done(page(there)) : data(answered, { status: answered.status })
  }
  if (intent === 'take' || intent === 'leave') {
    const parsed = parseForm(form, SettleForm)
    if (!parsed.ok) return data(parsed, { status: 422 })
    const settled = await attempt(args.request, form, comments[intent](actor, id, parsed.value))
    return settled.ok ? done(page(there)) : data(settled, { status: settled.status })
  }
  await answer(args.request, comments.settle(actor, id, intent === 'resolve'))
  return done(page(there))
}

export default function Comments() {
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const refused = answered && 'errors' in answered ? answered : undefined
  return <CommentsPage {...page} errors={refused?.errors} typed={refused?.typed} />
}
