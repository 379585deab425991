import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { callerOf, waitInWords } from '#app/lib/caller.server.ts'
import { formError, parseForm, typedValue } from '#app/lib/forms.ts'
import { findSession } from '#app/lib/guard.server.ts'
import { safeReturn } from '#app/lib/return-to.ts'
import { paths } from '#domain/paths.ts'
import type { SignInResult } from '#services/auth/types.ts'
import { DemoPeople } from './demo-people.tsx'
import { AuthFrame } from './frame.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { PasswordField } from './password-field.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign in · Accord' }]

/** Lets Retry-After through: a page's answer keeps only the headers that it names. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

const SignIn = z.object({
  email: z.string().trim().min(1, 'Write your e-mail address').max(254),
  password: z.string().min(1, 'Write your password').max(128, 'Passwords have at most 128 characters'),
  next: z.string().optional(),
})

export async function loader(args: LoaderFunctionArgs) {
  const { auth } = args.context
  const next = safeReturn(new URL(args.request.url).searchParams.get('next'))
  if (await findSession(args)) throw redirect(next)
  return { next, mayJoin: auth.config.signUp === 'open', demo: await auth.demoPeople() }
}

export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const parsed = parseForm(form, SignIn)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const result = await args.context.auth.signIn(parsed.value, callerOf(args))
  if (result.ok) throw redirect(safeReturn(parsed.value.next), { headers: result.headers })
  const refused = formError(form, { '': sentenceFor(result) })
  const seconds = 'retryAfterSeconds' in result ? result.retryAfterSeconds : null
  return data(
    { ...refused, typed: { email: parsed.value.email } },
    seconds === null ? { status: 401 } : { status: 429, headers: { 'Retry-After': String(seconds) } },
  )
}

function sentenceFor(result: Exclude<SignInResult, { ok: true }>): string {
  switch (result.reason) {
    case 'wrong':
      return 'The address or the password is wrong.'
    case 'refused':
      return 'This request came from another site and was refused. Reload the page and try again.'
    case 'locked':
      return `Too many wrong passwords. Wait ${waitInWords(result.retryAfterSeconds)}, or choose a new password.`
    case 'too_many':
      return `Too many attempts from your network. Wait ${waitInWords(result.retryAfterSeconds)}.`
  }
}

export default function SignInPage() {
  const { next, mayJoin, demo } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const errors = failed?.errors
  return (
    <AuthFrame>
      <div className="auth-box">
        <h1>Sign in</h1>
        <FormErrorSummary errors={errors} labels={{ email: 'Work e-mail', password: 'Password' }} />
        <Form method="post" noValidate>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="email"
            type="email"
            label="Work e-mail"
            autoComplete="username"
            required
            defaultValue={typedValue(failed?.typed, 'email')}
            error={errors?.email}
          />
          <PasswordField error={errors?.password} />
          <StatusButton working="Signing in…">Sign in</StatusButton>
        </Form>
        <PasskeyButton next={next} />
        {mayJoin ? (
          <p className="auth-links">
            New here? <Link to={paths.signUp()}>Sign up</Link>
          </p>
        ) : null}
      </div>
      {demo.people.length > 0 ? <DemoPeople people={demo.people} password={demo.password} next={next} /> : null}
    </AuthFrame>
  )
}
