import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
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
  /** Its latest mail was given up. */
  mailFailed: boolean
}

const command = { name: 'command', kind: 'secondary', size: 'small' } as const

const COLUMNS: Column<InvitationLine>[] = [
  {
    key: 'email',
    label: 'E-mail',
    className: 'c-title',
    cell: ({ email, mailFailed }) => (
      <>
        {email}
        {mailFailed ? <small className="late"> Mail not delivered</small> : null}
      </>
    ),
  },
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
        <StatusButton {...command} value="resend" working="Mailing" aria-label={`Mail ${email} again`}>
          Mail again
        </StatusButton>
        <StatusButton {...command} value="revoke" working="Taking back" aria-label={`Take back ${email}`}>
          Take back
        </StatusButton>
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
