import { SEND_INVITATION } from '#services/invitations/index.ts'
import { type InvitationMailDeps, sendInvitation } from '#services/invitations/mail.ts'
import { withHeartbeat } from './heartbeat.ts'

/**
 * Mails an invitation, as a job of its own. Nothing here is a refusal by a rule: an invitation that was answered in the
 * meantime is simply not mailed, and a mail server that is away is tried again.
 */
export const invitationActivities = (deps: InvitationMailDeps) => ({
  [SEND_INVITATION]: (input: { orgId: string; invitationId: string }): Promise<void> =>
    withHeartbeat(() => sendInvitation(deps, input)),
})
