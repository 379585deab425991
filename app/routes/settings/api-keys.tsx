import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'
import { CreateApiKey } from '#services/members/input.ts'
import { ApiKeyForm } from './api-key-form.tsx'
import { ApiKeyTable } from './api-key-table.tsx'

export const meta: MetaFunction = () => [{ title: 'API keys · Accord' }]

const KeyForm = z.object({
  name: CreateApiKey.shape.name,
  scopes: z.array(z.string()).default([]).pipe(CreateApiKey.shape.scopes),
  expires: z.enum(['30', '90', '365', 'never'], 'Choose one from the list'),
})

export const handle: RouteHandle = { needs: { capability: 'settings.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, args.context.services.apiKeys.list(actor, { page }))
  const now = new Date()
  return {
    list: placeOf(found),
    keys: found.keys.map((key) => ({
      ...key,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      state: key.revokedAt ? ('revoked' as const) : key.expiresAt && key.expiresAt <= now ? 'expired' : 'valid',
    })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { apiKeys } = args.context.services
  const form = await args.request.formData()
  const revoked = form.get('revoke')
  if (typeof revoked === 'string') {
    const result = await attempt(args.request, form, apiKeys.revoke(actor, revoked))
    if (!result.ok) return data({ ...result, key: null }, { status: result.status })
    const sentence = 'The key is revoked. Whatever uses it is refused from now on.'
    const { search } = new URL(args.request.url)
    throw redirect(paths.settings(actor.orgSlug, 'api-keys') + search, await withFlash({ tone: 'ok', sentence }))
  }
  const parsed = parseForm(form, KeyForm)
  if (!parsed.ok) return data({ ...parsed, key: null }, { status: 422 })
  const { name, scopes, expires } = parsed.value
  const expiresInDays = expires === 'never' ? null : Number(expires)
  const result = await attempt(args.request, form, apiKeys.create(actor, { name, scopes, expiresInDays }))
  if (!result.ok) return data({ ...result, key: null }, { status: result.status })
  return data({ ok: true as const, key: result.value.key })
}

export default function ApiKeys() {
  const { list, keys } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <>
      {result?.key ? (
        <section className="section" aria-live="polite">
          <Note tone="success">
            <p>
              Copy the key now: it is not shown again. Programs send it as <code>Authorization: Bearer</code>; the{' '}
              <Link to={paths.apiReference()}>API reference</Link> has an example.
            </p>
            <p className="row row-wrap gap-t-sm">
              <code className="secret">{result.key}</code>
              <CopyButton text={result.key} what="key" key={result.key} />
            </p>
          </Note>
        </section>
      ) : null}
      <section className="section">
        <div className="section-head">
          <h2>API keys</h2>
        </div>
        <ApiKeyTable keys={keys} />
        <Pages name="page" rows={keys.length} list={list} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>New key</h2>
        </div>
        <ApiKeyForm failed={result?.ok === false ? result : undefined} key={list.total} />
      </section>
    </>
  )
}
