import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Inbox as InboxIcon } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { InboxList } from '#app/components/work/inbox-list.tsx'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { readInbox } from '#app/lib/work.server.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Accord' }]

export const handle: RouteHandle = { topics: ['signoffs', 'approval_rounds', 'documents'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  return { org: actor.orgSlug, ...(await readInbox(args.context.services, actor, { page })) }
}

/** Approving in place. Rejecting needs a reason, so it is asked on the sign-off's own page. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const id = String(form.get('approve') ?? '')
  const signed = await attempt(args.request, form, args.context.services.signoffs.approve(actor, id))
  if (!signed.ok) return data(signed, { status: signed.status })
  const sentence = 'Signed. It is gone from your inbox.'
  const { search } = new URL(args.request.url)
  return redirect(paths.inbox(actor.orgSlug) + search, await withFlash({ tone: 'ok', sentence }))
}

export default function Inbox() {
  const { org, items, list } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <div className="narrow">
      <PageHeader
        title="Inbox"
        sub={
          list.total === 0
            ? 'Nothing waits for you'
            : `${countOf(list.total, 'waits', 'wait')} for you, most urgent first`
        }
        inline
      />
      {items.length === 0 ? (
        <Empty icon={InboxIcon} title="Nothing waits for you" card>
          <p>When someone asks you to sign, it shows here, most urgent first, and you get a mail.</p>
          <div className="acts">
            <Button as={Link} to={paths.policies(org)}>
              Read policies
            </Button>
          </div>
        </Empty>
      ) : (
        <>
          <InboxList org={org} items={items} error={failed?.errors['']} />
          <Pages name="page" rows={items.length} list={list} />
        </>
      )}
    </div>
  )
}
