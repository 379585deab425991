import { redirect } from '@remix-run/node'
import { paths } from '#app/lib/paths.ts'

/** Leads to the organization used last; without a session, to the sign-in page. */
export const loader = () => redirect(paths.signIn())
