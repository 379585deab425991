import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'

/** `/api/auth/*`: sign-in for scripts, such as `POST /api/auth/sign-in/email`. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  context.auth.handle(request, context.clientIp || null)
export const action = ({ request, context }: ActionFunctionArgs) =>
  context.auth.handle(request, context.clientIp || null)
