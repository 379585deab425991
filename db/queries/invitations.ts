import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import type { PageOfRows } from '#db/page.ts'
import { invitations, memberships, organizations } from '#db/schema/index.ts'
import { givenBack, lockDue, taken } from './leases.ts'

export type InvitationRow = typeof invitations.$inferSelect

const isOpen = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

/** Invitations that were neither accepted nor withdrawn, by address, with who sent them; expired ones are among them. */
export function listOpenInvitations(tx: Transaction, orgId: string, { limit, offset, after }: PageOfRows) {
  const last = alias(invitations, 'last')
  const place = tx
    .select({ email: last.email, id: last.id })
    .from(last)
    .where(and(eq(last.orgId, orgId), eq(last.id, after ?? orgId)))
  return tx
    .select({ invitation: invitations, invitedByName: memberships.name })
    .from(invitations)
    .innerJoin(memberships, and(eq(memberships.orgId, invitations.orgId), eq(memberships.id, invitations.invitedBy)))
    .where(
      and(
        eq(invitations.orgId, orgId),
        isOpen,
        after ? sql`(${invitations.email}, ${invitations.id}) > (${place})` : undefined,
      ),
    )
    .orderBy(asc(invitations.email), asc(invitations.id))
    .limit(limit)
    .offset(offset)
}

export const countOpenInvitations = (tx: Transaction, orgId: string): Promise<number> =>
  tx.$count(invitations, and(eq(invitations.orgId, orgId), isOpen))

/** Where an invitation is, by the hash of its token; for a transaction across organizations. */
export async function locateInvitation(tx: Transaction, tokenHash: string) {
  const [row] = await tx
    .select({ orgId: invitations.orgId, id: invitations.id })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash))
  return row ?? null
}

/** An invitation with who sent it, and where to. */
export async function findInvitation(tx: Transaction, orgId: string, id: string) {
  const [row] = await tx
    .select({
      invitation: invitations,
      invitedByName: memberships.name,
      organization: { name: organizations.name, timeZone: organizations.timeZone },
    })
    .from(invitations)
    .innerJoin(memberships, and(eq(memberships.orgId, invitations.orgId), eq(memberships.id, invitations.invitedBy)))
    .innerJoin(organizations, eq(organizations.id, invitations.orgId))
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id)))
  return row ?? null
}

/** An invitation, locked: of two people who accept or change it at the same time, one waits and then reads the other's change. */
export async function lockInvitation(tx: Transaction, orgId: string, id: string): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id)))
    .for('update')
  return row ?? null
}

/** The open invitation of an address, locked. */
export async function lockOpenInvitation(tx: Transaction, orgId: string, email: string): Promise<InvitationRow | null> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.orgId, orgId), eq(sql`lower(${invitations.email})`, email.toLowerCase()), isOpen))
    .for('update')
  return row ?? null
}

/** @returns null when another invitation of the same address was faster */
export async function insertInvitation(
  tx: Transaction,
  values: typeof invitations.$inferInsert,
): Promise<InvitationRow | null> {
  const [row] = await tx.insert(invitations).values(values).onConflictDoNothing().returning()
  return row ?? null
}

export async function updateInvitation(
  tx: Transaction,
  { orgId, id }: Pick<InvitationRow, 'orgId' | 'id'>,
  values: Partial<
    Pick<InvitationRow, 'tokenHash' | 'expiresAt' | 'acceptedAt' | 'revokedAt'> & ReturnType<typeof newMail>
  >,
): Promise<void> {
  await tx
    .update(invitations)
    .set(values)
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id)))
}

export type TakenInvitation = Pick<InvitationRow, 'orgId' | 'id' | 'lease' | 'attempts'>

/** Takes invitations whose mail is due, for the length of a lease. Needs the role that works across organizations. */
export async function takeInvitationMails(tx: Transaction, limit: number, leaseMs: number): Promise<TakenInvitation[]> {
  const ids = await lockDue(tx, invitations, limit, { where: eq(invitations.mailStatus, 'pending') })
  if (ids.length === 0) return []
  const { orgId, id, lease, attempts } = invitations
  return tx
    .update(invitations)
    .set(taken(invitations, leaseMs))
    .where(inArray(id, ids))
    .returning({ orgId, id, lease, attempts })
}

const held = ({ orgId, id, lease }: TakenInvitation) =>
  and(eq(invitations.orgId, orgId), eq(invitations.id, id), sql`${invitations.lease} = ${lease}`)

/** Stores the end of a mail, if the invitation is still held: another mail may have been asked for meanwhile. */
export async function settleInvitationMail(
  tx: Transaction,
  row: TakenInvitation,
  end: { mailStatus: 'sent' | 'failed'; lastError: string | null },
): Promise<void> {
  await tx
    .update(invitations)
    .set({ ...end, lease: null })
    .where(held(row))
}

/** Gives a mail that was not sent back, to be tried again after so many milliseconds; if it is still held. */
export async function giveBackInvitationMail(
  tx: Transaction,
  row: TakenInvitation,
  error: string,
  retryMs: number,
): Promise<void> {
  await tx.update(invitations).set(givenBack(error, retryMs)).where(held(row))
}

/** What an update sets so that a new mail is sent, also while an older one is on its way. */
export const newMail = () => ({
  mailStatus: 'pending' as const,
  attempts: 0,
  lease: null,
  nextAttemptAt: sql<Date>`now()`,
  lastError: null,
})
