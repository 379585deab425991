import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CheckForm } from '#app/components/campaigns/check-form.tsx'
import { writtenIn } from '#app/lib/check-forms.ts'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

/** The header leaves its own actions out. */
export const handle: RouteHandle = { asks: true }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { document } = await answer(args.request, services.documents.get(actor, args.params.identifier ?? ''))
  const check = await answer(args.request, services.checks.get(actor, document.id))
  return {
    org: actor.orgSlug,
    identifier: document.identifier,
    label: check.version.label,
    saved: check.saved,
    passages: check.passages,
    before: {
      questions: check.questions.map(({ passage, prompt, choices, right }) => ({
        place: passage.place,
        prompt,
        choices,
        right,
      })),
      passMark: check.passMark,
      attempts: check.attempts ?? undefined,
    },
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const form = await args.request.formData()
  const written = writtenIn(form)
  const saved = await attempt(args.request, form, args.context.services.checks.write(actor, reference, written))
  if (!saved.ok) return data({ errors: saved.errors, written }, { status: saved.status })
  const { questions } = saved.value
  const sentence =
    questions.length === 0 ? 'Nothing is asked any more.' : `Saved ${countOf(questions.length, 'question')}.`
  return redirect(paths.documentCheck(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export default function Check() {
  const { before, ...page } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <CheckForm {...page} written={failed?.written ?? before} errors={failed?.errors} />
}
