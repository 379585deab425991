import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useNavigate, useSearchParams } from '@remix-run/react'
import { Inbox as InboxIcon } from 'lucide-react'
import { ApproveDialog, type SignatureStatement } from '#app/components/approvals/decision-dialog.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { InboxList } from '#app/components/work/inbox-list.tsx'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { type FieldErrors, parseForm, type TypedText } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { type InboxItem, readInbox } from '#app/lib/work.server.ts'
import { submissionName } from '#domain/documents/labels.ts'
import { paths } from '#domain/paths.ts'
import { ApproveSignoff } from '#services/rounds/input.ts'

export const meta: MetaFunction = () => [{ title: 'Inbox · Accord' }]

export const handle: RouteHandle = { topics: ['signoffs', 'approval_rounds', 'documents'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const approve = new URL(args.request.url).searchParams.get('approve')
  const inbox = await readInbox(args.context.services, actor, { page })
  return {
    org: actor.orgSlug,
    me: { name: actor.name, position: actor.positionTitle },
    ...inbox,
    /** The one whose statement is shown. What was never opened is read first, on its own page. */
    asking: inbox.items.find(({ id, opened }) => id === approve && opened) ?? null,
  }
}

/** Approving in place. Rejecting needs the text in sight, so it is asked on the sign-off's own page. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const { signoffs } = args.context.services
  const id = String(form.get('signoffId') ?? '')
  form.delete('signoffId')
  form.delete('decision')
  const parsed = parseForm(form, ApproveSignoff)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const signed = await attempt(args.request, form, signoffs.approve(actor, id, parsed.value))
  if (!signed.ok) return data(signed, { status: signed.status })
  const { document, round } = await signoffs.get(actor, id)
  const sentence = `Signed ${document.identifier} ${submissionName(round)}.`
  return redirect(
    paths.inbox(actor.orgSlug) + withoutQuestion(new URL(args.request.url).searchParams),
    await withFlash({ tone: 'ok', sentence }),
  )
}

/** The query of an address, without the sign-off that is asked about. */
function withoutQuestion(search: URLSearchParams): string {
  const rest = new URLSearchParams(search)
  rest.delete('approve')
  return rest.size === 0 ? '' : `?${rest}`
}

interface Approving {
  item: InboxItem
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

export default function Inbox() {
  const { org, me, items, list, asking } = useLoaderData<typeof loader>()
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
          {failed && !asking ? <Note tone="danger">{failed.errors['']}</Note> : null}
          <InboxList org={org} items={items} />
          <Pages name="page" rows={items.length} list={list} />
        </>
      )}
      {asking ? <Approve key={asking.id} item={asking} me={me} errors={failed?.errors} typed={failed?.typed} /> : null}
    </div>
  )
}

/** The statement of one signature, over the list. Closing it leads back to the list, with the focus where it was. */
function Approve({ item, me, ...answer }: Pick<SignatureStatement, 'me'> & Approving) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const back = withoutQuestion(search)
  const opener = `[data-approve="${item.id}"]`
  return (
    <ApproveDialog
      {...answer}
      signature={{ ...item, signoffId: item.id, me }}
      cancel={back || '?'}
      onClose={() => {
        navigate(back || '.', { preventScrollReset: true })
        document.querySelector<HTMLElement>(opener)?.focus()
      }}
    />
  )
}
