import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { Button, StatusButton } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { findSession } from '#app/lib/guard.server.ts'
import { rolesInSentence } from '#app/lib/people.ts'
import { paths } from '#domain/paths.ts'
import { NewAccount } from '#services/members/input.ts'
import { ACCOUNT_LABELS, AccountFields } from './account-fields.tsx'
import { AuthFrame } from './frame.tsx'

export const meta: MetaFunction = () => [{ title: 'Invitation · Accord' }]

export async function loader(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ''
  const invitation = await args.context.services.invitations.read(token)
  const session = await findSession(args)
  return { token, invitation, signedInAs: session?.user.email ?? null }
}

/** Signed in: joins with that account. Otherwise with a new one, whose address the link has proven. */
export async function action(args: ActionFunctionArgs) {
  const { request, params, context } = args
  const form = await request.formData()
  const token = params.token ?? ''
  const facts = { requestId: context.requestId, ip: context.clientIp || null }
  const session = await findSession(args)
  if (session) {
    const joined = await attempt(request, form, context.services.invitations.accept(token, session.user, facts))
    if (!joined.ok) return data(joined, { status: joined.status })
    throw redirect(
      paths.home(joined.value.slug),
      await withFlash({ tone: 'ok', sentence: 'Welcome. You have joined.' }),
    )
  }
  const parsed = parseForm(form, z.object(NewAccount.shape))
  if (!parsed.ok) return data(parsed, { status: 422 })
  const joined = await attempt(request, form, context.services.invitations.acceptAsNew(token, parsed.value, facts))
  if (!joined.ok) return data(joined, { status: joined.status })
  const { slug, email } = joined.value
  const signedIn = await context.auth.signIn({ email, password: parsed.value.password }, callerOf(args))
  throw signedIn.ok
    ? redirect(paths.home(slug), { headers: signedIn.headers })
    : redirect(paths.signIn(paths.home(slug)))
}

export default function Invitation() {
  const { token, invitation, signedInAs } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  if (!invitation) {
    return (
      <AuthFrame>
        <div className="auth-box">
          <h1>This invitation does not work any more</h1>
          <p>
            It was used, taken back, replaced by a newer mail, or has expired. Ask whoever invited you for a new one.
          </p>
          <p className="auth-links">
            <Link to={paths.frontDoor()}>Go to Accord</Link>
          </p>
        </div>
      </AuthFrame>
    )
  }
  const { email, organization, invitedBy, roles, known } = invitation
  const mine = signedInAs?.toLowerCase() === email.toLowerCase()
  return (
    <AuthFrame>
      <div className="auth-box">
        <h1>Join {organization}</h1>
        <p>
          {invitedBy} invites <strong>{email}</strong> to join as {rolesInSentence(roles)}.
        </p>
        <FormErrorSummary errors={failed?.errors} labels={ACCOUNT_LABELS} />
        {mine ? (
          <Form method="post">
            <StatusButton working="Joining…">Join {organization}</StatusButton>
          </Form>
        ) : signedInAs ? (
          <Form method="post" action={paths.signOut()}>
            <p>You are signed in as {signedInAs}. Sign out, then open the link again.</p>
            <StatusButton working="Signing out…">Sign out</StatusButton>
          </Form>
        ) : known ? (
          <Button as={Link} kind="primary" to={paths.signIn(paths.invitation(token))}>
            Sign in to join
          </Button>
        ) : (
          <Form method="post" noValidate>
            <AccountFields errors={failed?.errors} typed={failed?.typed} />
            <StatusButton working="Joining…">Join {organization}</StatusButton>
          </Form>
        )}
      </div>
    </AuthFrame>
  )
}
