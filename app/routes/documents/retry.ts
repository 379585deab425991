import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { answer } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#domain/paths.ts'

/** Retries an approval whose process has failed; the address opened by hand leads back to the document. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  await answer(args.request, args.context.services.rounds.retry(actor, reference))
  const sentence = 'The approval goes on from where it stopped.'
  return redirect(paths.document(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export const loader = ({ params }: ActionFunctionArgs) =>
  redirect(paths.document(params.org ?? '', params.identifier ?? ''))
