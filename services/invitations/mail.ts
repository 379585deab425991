import { type Database, withActor } from '#db/client.ts'
import { findInvitation, lockInvitation, updateInvitation } from '#db/queries/invitations.ts'
import { dayIn } from '#domain/date-formatter.ts'
import { isRole, ROLE_LABELS } from '#domain/roles.ts'
import { invitationMail } from '../auth/mails.ts'
import type { Clock, Mailer } from '../ports.ts'
import { newToken, tokenHash } from '../tokens.ts'

export interface InvitationMailDeps {
  db: Database
  clock: Clock
  mailer: Mailer
  publicUrl: string
}

/**
 * Mails an invitation. The token is made here and now, so it is never at rest anywhere: not in the outbox, not in a
 * workflow's history. A retry makes a new one, and the link of the newest mail is the one that works.
 * Does nothing for an invitation that was answered or withdrawn in the meantime.
 * @throws when the mail server refuses; the caller retries
 */
export async function sendInvitation(
  deps: InvitationMailDeps,
  { orgId, invitationId }: { orgId: string; invitationId: string },
): Promise<void> {
  const token = newToken()
  const facts = await withActor(deps.db, { orgId, userId: null }, async (tx) => {
    const invitation = await lockInvitation(tx, orgId, invitationId)
    const found = await findInvitation(tx, orgId, invitationId)
    if (!invitation || !found) return null
    const { organization, invitedByName } = found
    if (invitation.acceptedAt || invitation.revokedAt || invitation.expiresAt <= deps.clock.now()) return null
    await updateInvitation(tx, invitation, { tokenHash: tokenHash(token) })
    return {
      email: invitation.email,
      organization: organization.name,
      invitedBy: invitedByName,
      roles: inWords(invitation.roles.filter(isRole).map((role) => ROLE_LABELS[role].toLowerCase())),
      expires: dayIn(invitation.expiresAt.toISOString(), organization.timeZone),
    }
  })
  if (facts) await deps.mailer.send(invitationMail({ ...facts, token, baseUrl: deps.publicUrl }))
}

const inWords = (words: string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(words)
