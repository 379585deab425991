import type { ActionFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { answer } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { paths } from '#domain/paths.ts'

/** Reminds those who have not decided yet; the address opened by hand leads back to the document. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const reference = args.params.identifier ?? ''
  const reminded = await answer(args.request, args.context.services.rounds.remind(actor, reference))
  const sentence =
    reminded === 0
      ? 'Everybody was reminded within the last hour. Nobody was written to again.'
      : `${countOf(reminded, 'reminder')} sent.`
  return redirect(paths.document(actor.orgSlug, reference), await withFlash({ tone: 'ok', sentence }))
}

export const loader = ({ params }: ActionFunctionArgs) =>
  redirect(paths.document(params.org ?? '', params.identifier ?? ''))
