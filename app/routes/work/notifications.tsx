import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Bell, Check } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { Earlier } from '#app/components/ui/earlier.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { NotificationList } from '#app/components/work/notification-list.tsx'
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Notifications · Accord' }]

const PAGE = 25

export const handle: RouteHandle = { topics: ['notifications'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const before = new URL(args.request.url).searchParams.get('before') ?? undefined
  const page = { limit: PAGE, before }
  const { notifications, next, unread } = await answer(
    args.request,
    args.context.services.notifications.list(actor, page),
  )
  return {
    next,
    unread,
    later: before !== undefined,
    items: notifications.map((row) => ({
      id: row.id,
      icon: row.icon,
      title: row.title,
      body: row.body,
      at: row.createdAt.toISOString(),
      read: row.readAt !== null,
      mail: row.deliveries.find(({ channel }) => channel === 'email')?.status ?? null,
    })),
  }
}

/** Opening one marks it as read and leads to what it is about; "all" only marks. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const id = String(form.get('read') ?? '')
  const { notifications } = args.context.services
  if (id !== 'all') return redirect(await answer(args.request, notifications.open(actor, id)))
  await answer(args.request, notifications.read(actor, id))
  return redirect(paths.notifications(actor.orgSlug))
}

export default function Notifications() {
  const { items, unread, next, later } = useLoaderData<typeof loader>()
  return (
    <div className="narrow">
      <PageHeader
        title="Notifications"
        sub={unread === 0 ? 'All read' : `${countOf(unread, 'is', 'are')} new`}
        inline
        primary={
          unread > 0 ? (
            <Form method="post">
              <Button type="submit" name="read" value="all" icon={Check}>
                Mark all as read
              </Button>
            </Form>
          ) : null
        }
      />
      {items.length === 0 ? (
        <Empty icon={Bell} title="Nothing yet" card>
          <p>
            A notification comes when someone asks you to sign, when your documents are signed or sent back, and when
            they take effect.
          </p>
        </Empty>
      ) : (
        <NotificationList items={items} />
      )}
      <Earlier later={later} next={next} what="notifications" />
    </div>
  )
}
