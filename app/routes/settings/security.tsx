import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { callerOf } from '#app/lib/caller.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember, requireUser } from '#app/lib/guard.server.ts'
import { changePasskeys } from '#app/lib/passkeys.server.ts'
import { paths } from '#domain/paths.ts'
import { password } from '#services/members/input.ts'
import { Passkeys } from './passkeys.tsx'
import { PasswordForm } from './password-form.tsx'
import { SessionTable } from './session-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Your sign-in · Accord' }]

const PasswordChange = z.object({ currentPassword: z.string().min(1, 'Write your present password'), password })

export async function loader(args: LoaderFunctionArgs) {
  await requireMember(args)
  const { id, user } = await requireUser(args)
  const { auth } = args.context
  const [sessions, passkeys] = await Promise.all([auth.listSessions(user.id), auth.listPasskeys(user.id)])
  return {
    email: user.email,
    passkeys: passkeys.map(({ id, name, createdAt }) => ({
      id,
      name: name ?? 'Passkey',
      createdAt: createdAt.toISOString(),
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      userAgent: session.userAgent,
      ipAddress: session.ipAddress,
      createdAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      isThis: session.id === id,
    })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const { orgSlug } = await requireMember(args)
  const session = await requireUser(args)
  const { id, user } = session
  const { auth } = args.context
  const here = paths.settings(orgSlug, 'security')
  const form = await args.request.formData()
  if (form.has('intent')) return changePasskeys(args, form, session, here)
  const ended = form.get('end')
  if (ended === 'others') {
    const count = await auth.revokeOtherSessions(user.id, id)
    throw redirect(here, await withFlash({ tone: 'ok', sentence: `${countOf(count, 'session')} ended.` }))
  }
  if (typeof ended === 'string') {
    await auth.revokeSession(user.id, ended)
    throw redirect(here, await withFlash({ tone: 'ok', sentence: 'The session is ended.' }))
  }
  const parsed = parseForm(form, PasswordChange)
  if (!parsed.ok) return data({ errors: parsed.errors }, { status: 422 })
  const { currentPassword, password: newPassword } = parsed.value
  const changed = auth.changePassword({ currentPassword, newPassword }, callerOf(args))
  const result = await attempt(args.request, form, changed)
  if (!result.ok) {
    // The library says only that it refused; of what was sent, the present password is what can be wrong.
    const wrong = { currentPassword: 'This is not your present password' }
    return data({ errors: result.status === 422 ? wrong : result.errors }, { status: result.status })
  }
  const { headers } = await withFlash({ tone: 'ok', sentence: 'Your password is changed; other sessions are ended.' })
  for (const [name, value] of Object.entries(headers)) result.value.append(name, value)
  throw redirect(here, { headers: result.value })
}

export default function Security() {
  const { email, sessions, passkeys } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>Where you are signed in</h2>
          <span className="muted">{email}</span>
        </div>
        <SessionTable sessions={sessions} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>Passkeys</h2>
        </div>
        <Passkeys passkeys={passkeys} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>Password</h2>
        </div>
        <PasswordForm email={email} errors={failed?.errors} />
      </section>
    </>
  )
}
