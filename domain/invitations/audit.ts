import { action, phrase } from '../audit/action.ts'

export const invitationActions = {
  'member.invited': action<{ after: { email: string; roles: string[]; positionTitle: string | null } }>({
    subject: 'invitation',
    sentence: ({ after }) => phrase`invited ${after.email}`,
  }),
  'invitation.revoked': action<{ before: { email: string } }>({
    subject: 'invitation',
    sentence: ({ before }) => phrase`withdrew the invitation of ${before.email}`,
  }),
  'invitation.resent': action<{ after: { email: string } }>({
    subject: 'invitation',
    sentence: ({ after }) => phrase`sent the invitation of ${after.email} again`,
  }),
}
