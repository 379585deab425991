import type { Logger } from 'pino'
import { acrossOrganizations, type Database, withActor } from '#db/client.ts'
import {
  findInvitation,
  giveBackInvitationMail,
  lockInvitation,
  settleInvitationMail,
  type TakenInvitation,
  takeInvitationMails,
  updateInvitation,
} from '#db/queries/invitations.ts'
import { dayIn } from '#domain/date-formatter.ts'
import { isRole, ROLE_LABELS } from '#domain/roles.ts'
import { invitationMail } from '../auth/mails.ts'
import type { Clock, Mailer } from '../ports.ts'
import { createQueue } from '../queue.ts'
import { newToken, tokenHash } from '../tokens.ts'

export interface InvitationMailDeps {
  db: Database
  clock: Clock
  mailer: Mailer
  publicUrl: string
  log: Logger
}

/** Mails on their way at once. */
const SLOTS = 5
/** Longer than the mailer waits for its server, so that a slow mail is not sent twice at once. */
const LEASE_MS = 60_000
/** About a day in all. Then the mail counts as failed, and an admin can send it again. */
const RETRY = { firstMs: 15_000, mostMs: 3_600_000, mostAttempts: 30 }

/** Sends the mails of invitations. The row of an invitation is the work to do; a mail that was given up shows in it. */
export function createInvitationMails(deps: InvitationMailDeps) {
  const { db, log } = deps
  return createQueue<TakenInvitation, void>({
    slots: SLOTS,
    storesAtOnce: true,
    retry: RETRY,
    exchange: (settled, free) =>
      acrossOrganizations(db, async (tx) => {
        for (const { job, outcome } of settled) {
          if (outcome.state === 'retry') await giveBackInvitationMail(tx, job, outcome.error, outcome.retryMs)
          else if (outcome.state === 'done')
            await settleInvitationMail(tx, job, { mailStatus: 'sent', lastError: null })
          else await settleInvitationMail(tx, job, { mailStatus: 'failed', lastError: outcome.error })
        }
        return free > 0 ? takeInvitationMails(tx, free, LEASE_MS) : []
      }),
    work: (row) => sendInvitation(deps, row),
    onFailure: ({ id, attempts }, { state }, err) =>
      log.warn({ invitationId: id, attempts, state, err }, 'mail: an invitation was not sent'),
    channel: 'accord_invitation_mails',
    onError: (error) => log.error({ err: error }, 'mail: invitations cannot be sent without PostgreSQL'),
  })
}

/**
 * Mails an invitation. The token is made here and now, so it is at rest nowhere. Another attempt makes a new one, and the
 * link of the newest mail is the one that works.
 * Does nothing for an invitation that was answered or withdrawn in the meantime.
 * @throws when the mail server refuses
 */
async function sendInvitation(deps: InvitationMailDeps, { orgId, id }: TakenInvitation): Promise<void> {
  const token = newToken()
  const facts = await withActor(deps.db, { orgId, userId: null }, async (tx) => {
    const invitation = await lockInvitation(tx, orgId, id)
    const found = await findInvitation(tx, orgId, id)
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
