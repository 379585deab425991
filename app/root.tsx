import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { ToastRegion } from '#app/components/ui/toast.tsx'
import { takeFlash } from '#app/lib/flash.server.ts'
import { useKeptForm } from '#app/lib/kept-form.ts'
import { modKeyOf } from '#app/lib/mod-key.ts'
import { useNonce } from '#app/lib/nonce.ts'
import { readTheme } from '#app/lib/theme.server.ts'
import styles from '#app/styles/app.css?url'

/** Also the title of a page whose own route could not be read. */
export const meta: MetaFunction = () => [{ title: 'Accord' }]

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { flash, headers } = await takeFlash(request)
  return data(
    {
      theme: await readTheme(request),
      flash,
      now: new Date().toISOString(),
      requestId: context.requestId,
      modKey: modKeyOf(request.headers.get('user-agent')),
    },
    { headers },
  )
}

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const nonce = useNonce()
  return (
    <html lang="en" data-theme={root?.theme === 'system' ? undefined : root?.theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ToastRegion flash={root?.flash ?? null} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet key={useKeptForm()} />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
