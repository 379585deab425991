import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { CalendarOff } from 'lucide-react'
import { Menu, MenuItem } from '#app/components/ui/menu.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { ApproveInList } from '#app/components/work/approve-in-list.tsx'
import { InboxEmpty } from '#app/components/work/inbox-empty.tsx'
import { InboxList } from '#app/components/work/inbox-list.tsx'
import { DoneList, PlannedList } from '#app/components/work/inbox-shelves.tsx'
import { InboxTabs } from '#app/components/work/inbox-tabs.tsx'
import { accountFor, readConfirmation } from '#app/lib/confirmation.server.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { inboxView, readDone, readInbox, readPlanned } from '#app/lib/work.server.ts'
import { INBOX_SHELVES, type InboxItem, withoutQuestion } from '#app/lib/work.ts'
import { submissionName } from '#domain/documents/labels.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { ApproveSignoff } from '#services/rounds/input.ts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Accord' }]

export const handle: RouteHandle = { topics: ['signoffs', 'approval_rounds', 'documents'] }

/** The page of the list that the address asks for, and how much waits in all: both by the same rule. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const search = new URL(args.request.url).searchParams
  const view = inboxView(search.get('kind'))
  const page = pageIn(search, 'page')
  const isShelf = INBOX_SHELVES.some((shelf) => shelf === view)
  const [inbox, planned, done] = await Promise.all([
    readInbox(services, actor, isShelf ? { limit: 1 } : { view, page }),
    view === 'planned' ? readPlanned(services, actor, { page }) : null,
    view === 'done' ? readDone(services, actor, { page }) : null,
  ])
  const approve = search.get('approve')
  const asking = inbox.items.flatMap((item) => (isAsked(item, approve) ? [item] : []))[0] ?? null
  return {
    org: actor.orgSlug,
    me: { name: actor.name, position: actor.positionTitle },
    account: await accountFor(args, asking?.freshSignIn === true),
    view,
    counted: inbox.counted,
    items: isShelf ? [] : inbox.items,
    list: (planned ?? done ?? inbox).list,
    planned: planned?.rows ?? null,
    done: done?.rows ?? null,
    mayPublish: can(actor, 'documents.publish'),
    /** The one whose statement is shown. What was never opened is read first, on its own page. */
    asking,
  }
}

type Request = Extract<InboxItem, { kind: 'signoff' }>

const isAsked = (item: InboxItem, id: string | null): item is Request =>
  item.kind === 'signoff' && item.id === id && item.opened

/** Approving in place, the one that the address names. Rejecting needs the text in sight, so it is asked on its own page. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const { signoffs } = args.context.services
  const search = new URL(args.request.url).searchParams
  const id = search.get('approve') ?? ''
  form.delete('decision')
  const confirm = readConfirmation(args, form)
  const parsed = parseForm(form, ApproveSignoff)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const confirmed = await confirm()
  if (!confirmed.ok) return data(confirmed, { status: confirmed.status })
  const signed = await attempt(args.request, form, signoffs.approve(actor, id, parsed.value, confirmed.value), {
    fresh_sign_in_required: 'password',
  })
  if (!signed.ok) return data(signed, { status: signed.status })
  const { document, round } = await signoffs.get(actor, id)
  const sentence = `Signed ${document.identifier} ${submissionName(round)}.`
  return redirect(paths.inbox(actor.orgSlug) + withoutQuestion(search), await withFlash({ tone: 'ok', sentence }))
}

export default function Inbox() {
  const { org, me, account, view, counted, items, list, planned, done, mayPublish, asking } =
    useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <div className="narrow">
      <PageHeader
        title="Inbox"
        sub={
          counted.total === 0
            ? 'Nothing waits for you'
            : `${countOf(counted.total, 'waits', 'wait')} for you, most urgent first`
        }
        menu={
          <Menu>
            <MenuItem as={Link} icon={CalendarOff} to={paths.absences(org)}>
              Out of office…
            </MenuItem>
          </Menu>
        }
        inline
      >
        <InboxTabs org={org} view={view} counted={counted} />
      </PageHeader>
      {failed && !asking ? <Note tone="danger">{failed.errors['']}</Note> : null}
      {list.total === 0 ? (
        <InboxEmpty org={org} view={view} counted={counted} />
      ) : (
        <>
          {planned ? (
            <PlannedList org={org} rows={planned} mayChange={mayPublish} />
          ) : done ? (
            <DoneList org={org} rows={done} />
          ) : (
            <InboxList org={org} items={items} />
          )}
          <Pages name="page" rows={(planned ?? done ?? items).length} list={list} />
        </>
      )}
      {asking ? (
        <ApproveInList
          key={asking.id}
          item={asking}
          me={me}
          account={account}
          errors={failed?.errors}
          typed={failed?.typed}
        />
      ) : null}
    </div>
  )
}
