import type { Transaction } from '#db/client.ts'
import { absencesOn } from '#db/queries/absences.ts'
import { membersByIds, membersWanted } from '#db/queries/memberships.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import { insertSignoffs, type SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { type Deputy, deputyOf } from '#domain/approvals/absence.ts'
import { refusalOfStandIn } from '#domain/approvals/delegation.ts'
import { complianceManagers } from '#domain/approvals/next-move.ts'
import { dayIn } from '#domain/date-formatter.ts'
import { dateIn, type PlainDate } from '#domain/dates.ts'
import { notify } from '../notifications/notify.ts'
import { candidate } from './organization.ts'
import { askDelegate } from './pass-on.ts'
import { requestRow, requestSignoffs } from './request.ts'
import { placeOf, signoffsOf } from './state.ts'

interface Signer {
  id: string
  name: string
}
interface Asked {
  step: StepRow
  signers: readonly Signer[]
  dueAt: Date | null
}

/** Why a request of somebody who is away goes to another. */
export const outOfOffice = (until: PlainDate): string => `Out of office until ${dayIn(`${until}T00:00:00Z`, 'UTC')}`

/**
 * Asks people to sign in a step. Who is out of office is asked through their delegate, with both names. Where the delegate may
 * not sign, they are asked all the same, and compliance managers are notified.
 * @returns the requests that are open
 */
export async function askSigners(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  { step, signers, dueAt }: Asked,
  at: Date,
): Promise<SignoffRow[]> {
  const request = { stepId: step.id, requestedAt: at, dueAt }
  const day = dateIn(at, state.rules.timeZone)
  const away = await absencesOn(tx, actor.orgId, day)
  const deputies = new Map(signers.map(({ id }) => [id, deputyOf(id, away, day)]))
  const passed = away.length === 0 ? [] : await deputiesOf(tx, state, step, signers, deputies)
  const themselves = signers.filter(({ id }) => !passed.some(({ signer }) => signer.id === id))
  const asked = await requestSignoffs(tx, state, { ...request, signers: themselves })
  for (const { signer, to, until } of passed) {
    const row = { ...requestRow(tx, state, request, signer), status: 'delegated' as const }
    const [signoff] = await insertSignoffs(tx, [row])
    if (!signoff) throw new Error('the sign-off was not stored')
    asked.push(await askDelegate(tx, actor, state, { signoff, to, reason: outOfOffice(until) }, at))
  }
  const waiting = asked.filter(({ signerId }) => (deputies.get(signerId) ?? 'present') !== 'present')
  if (waiting.length > 0) await notifyManagers(tx, state, waiting, at)
  return asked
}

/** Of whom is away: who is asked instead, as far as they may sign. */
async function deputiesOf(
  tx: Transaction,
  state: RoundState,
  step: StepRow,
  signers: readonly Signer[],
  deputies: ReadonlyMap<string, Deputy>,
) {
  const wanted = signers.flatMap((signer) => {
    const deputy = deputies.get(signer.id)
    return typeof deputy === 'object' ? [{ signer, ...deputy }] : []
  })
  const found = await membersByIds(
    tx,
    state.round.orgId,
    wanted.map(({ membershipId }) => membershipId),
  )
  const taken = [...signoffsOf(state, step), ...signers.map(({ id }) => ({ signerId: id }))]
  return wanted.flatMap(({ signer, membershipId, until }) => {
    const to = found.map((member) => candidate(member)).find((member) => member.membershipId === membershipId)
    if (!to || refusalOfStandIn(to, { ...placeOf(state, step), asked: taken })) return []
    taken.push({ signerId: membershipId })
    return [{ signer, to, until }]
  })
}

/** Word to the compliance managers that somebody is asked who is away. */
async function notifyManagers(tx: Transaction, state: RoundState, waiting: readonly SignoffRow[], at: Date) {
  const { orgId, id: documentId } = state.document
  const members = await membersWanted(tx, orgId, { ids: [], roles: ['compliance_manager'] })
  for (const { id, signerName } of waiting) {
    notify(
      tx,
      orgId,
      complianceManagers(members.map((member) => candidate(member))),
      {
        kind: 'delegate_cannot_sign',
        key: `signoff:${id}:delegate`,
        subjectId: id,
        documentId,
        facts: { signer: signerName },
      },
      at,
    )
  }
}
