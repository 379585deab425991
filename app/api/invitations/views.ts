import { z } from 'zod'
import { INVITATION_MAIL_STATUSES } from '#domain/invitations/mail.ts'
import { ROLES } from '#domain/roles.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso } from '../common/views.ts'
import { rolesOf } from '../members/views.ts'

type Invitation = Awaited<ReturnType<Services['invitations']['list']>>['invitations'][number]

export const InvitationView = z
  .object({
    id,
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    positionTitle: z.string().nullable(),
    invitedBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    mailStatus: z.enum(INVITATION_MAIL_STATUSES),
  })
  .meta({ id: 'Invitation' })

export const invitationView = ({ invitation, invitedByName }: Invitation): z.input<typeof InvitationView> => ({
  id: invitation.id,
  email: invitation.email,
  roles: rolesOf(invitation.roles),
  positionTitle: invitation.positionTitle,
  invitedBy: invitedByName,
  createdAt: iso(invitation.createdAt),
  expiresAt: iso(invitation.expiresAt),
  mailStatus: invitation.mailStatus,
})
