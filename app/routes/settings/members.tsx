import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { UserPlus } from 'lucide-react'
import { z } from 'zod'
import { Button } from '#app/components/ui/button.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { SearchBox } from '#app/components/ui/search-box.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { parseForm } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import { shownPosition } from '#domain/members/position.ts'
import { paths } from '#domain/paths.ts'
import { can } from '#domain/roles.ts'
import { InvitationTable } from './invitation-table.tsx'
import { MemberTable } from './member-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Members · Accord' }]

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { members, invitations } = args.context.services
  const mayManage = can(actor, 'members.manage')
  const { searchParams } = new URL(args.request.url)
  const q = (searchParams.get('q') ?? '').slice(0, 200)
  const found = await answer(args.request, members.list(actor, { q, page: pageIn(searchParams, 'page') }))
  const open = mayManage ? await invitations.list(actor, { page: pageIn(searchParams, 'invitations') }) : null
  const now = new Date()
  return {
    org: actor.orgSlug,
    mayManage,
    q,
    list: placeOf(found),
    members: found.members.map(({ member, managerName }) => ({
      id: member.id,
      name: member.name,
      email: member.email,
      roles: member.roles,
      position: shownPosition(member),
      managerName,
    })),
    open: open && {
      list: placeOf(open),
      invitations: open.invitations.map(({ invitation, invitedByName }) => ({
        id: invitation.id,
        email: invitation.email,
        roles: invitation.roles,
        invitedByName,
        expiresAt: invitation.expiresAt.toISOString(),
        isExpired: invitation.expiresAt <= now,
        mailFailed: invitation.mailStatus === 'failed',
      })),
    },
  }
}

const Command = z.object({ invitation: z.uuid(), command: z.enum(['resend', 'revoke']) })

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, Command)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const { invitation, command } = parsed.value
  const result = await attempt(args.request, form, args.context.services.invitations[command](actor, invitation))
  if (!result.ok) return data(result, { status: result.status })
  const sentence = command === 'resend' ? 'The invitation is mailed again.' : 'The invitation is taken back.'
  const { search } = new URL(args.request.url)
  throw redirect(paths.settings(actor.orgSlug, 'members') + search, await withFlash({ tone: 'ok', sentence }))
}

export default function Members() {
  const { org, mayManage, q, list, members, open } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <FormErrorSummary errors={failed?.errors} labels={{}} />
      <section className="section">
        <div className="section-head">
          <h2>{q ? `${countOf(list.total, 'member')} found` : countOf(list.total, 'member')}</h2>
          {mayManage ? (
            <div className="acts">
              <Button as={Link} kind="primary" icon={UserPlus} to={paths.inviteMember(org)}>
                Invite someone
              </Button>
            </div>
          ) : null}
        </div>
        {q || list.pages > 1 ? (
          <SearchBox label="Search members" placeholder="Name, e-mail, position" words={q} restarts={['page']} />
        ) : null}
        <MemberTable org={org} members={members} mayManage={mayManage} />
        <Pages name="page" rows={members.length} list={list} />
      </section>
      {open && open.list.total > 0 ? (
        <section className="section">
          <div className="section-head">
            <h2>{countOf(open.list.total, 'open invitation')}</h2>
          </div>
          <InvitationTable invitations={open.invitations} />
          <Pages name="invitations" rows={open.invitations.length} list={open.list} />
        </section>
      ) : null}
    </>
  )
}
