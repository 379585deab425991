import { Form } from '@remix-run/react'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { rolesInWords } from '#app/lib/people.ts'
import { OnPhone } from './on-phone.tsx'

export interface InvitationLine {
  id: string
  email: string
  roles: string[]
  invitedByName: string
  expiresAt: string
  isExpired: boolean
}

const COLUMNS: Column<InvitationLine>[] = [
  { key: 'email', label: 'E-mail', className: 'c-title', cell: ({ email }) => email },
  { key: 'roles', label: 'Roles', cell: ({ roles }) => rolesInWords(roles) },
  {
    key: 'by',
    label: 'Invited by',
    cell: ({ invitedByName }) => <OnPhone label="Invited by">{invitedByName}</OnPhone>,
  },
  {
    key: 'expires',
    label: 'Valid until',
    cell: ({ expiresAt, isExpired }) => (
      <OnPhone label="Valid until">
        {isExpired ? 'Expired ' : null}
        <Time at={expiresAt} style="date" />
      </OnPhone>
    ),
  },
  {
    key: 'acts',
    label: 'Actions',
    className: 'c-acts',
    cell: ({ id, email }) => (
      <Form method="post" className="row">
        <input type="hidden" name="invitation" value={id} />
        <button className="btn btn-sm" type="submit" name="command" value="resend" aria-label={`Mail ${email} again`}>
          Mail again
        </button>
        <button className="btn btn-sm" type="submit" name="command" value="revoke" aria-label={`Take back ${email}`}>
          Take back
        </button>
      </Form>
    ),
  },
]

/** Who was asked and has not answered. */
export const InvitationTable = ({ invitations }: { invitations: InvitationLine[] }) => (
  <Table
    caption="Open invitations"
    className="people"
    columns={COLUMNS}
    rows={invitations}
    rowKey={({ id }) => id}
    empty={null}
  />
)
