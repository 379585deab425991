import { type InvitationMailDeps, sendInvitation } from '#services/members/invitation-mail.ts'

/** What the worker does for invitations; `sendInvitation` runs by itself, without a workflow. */
export const invitationActivities = (deps: InvitationMailDeps) => ({
  sendInvitation: (input: { orgId: string; invitationId: string }): Promise<void> => sendInvitation(deps, input),
})
