import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { callerOf } from '#app/lib/caller.server.ts'
import { paths } from '#domain/paths.ts'

/** Signing out changes something, so a link alone does not do it. */
export const loader = () => redirect(paths.frontDoor())

export async function action(args: ActionFunctionArgs) {
  throw redirect(paths.signIn(), { headers: await args.context.auth.signOut(callerOf(args)) })
}
