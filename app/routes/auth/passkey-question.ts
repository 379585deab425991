import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/lib/errors.server.ts'
import { requireUser } from '#app/lib/guard.server.ts'

/** `POST /account/passkey-question`: what the passkeys of whoever signs are asked, to confirm a signature. */
export async function action(args: ActionFunctionArgs) {
  const { user } = await requireUser(args)
  const question = await args.context.auth.askPasskey(user.id)
  if (!question) throw notFound()
  return Response.json(question)
}
