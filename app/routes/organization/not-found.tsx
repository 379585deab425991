import type { LoaderFunctionArgs } from '@remix-run/node'
import { ErrorPage } from '#app/components/error-page.tsx'
import { notFound } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'

/** Membership is asked first: without a session this is the sign-in page, for every address alike. */
export async function loader(args: LoaderFunctionArgs) {
  await requireMember(args)
  throw notFound()
}

export default function NotFound() {
  return null
}

export const ErrorBoundary = () => <ErrorPage within="shell" />
