import { stepDueAt } from '#domain/approvals/calendar.ts'
import { DEFAULT_REMINDERS, type PlannedStep, type SignoffStatus } from '#domain/approvals/definition.ts'
import { evaluateStep } from '#domain/approvals/round.ts'
import { SIGNATURE_MEANINGS } from '#domain/approvals/signoffs.ts'
import type { SeedSigner, SeedVersion } from './front-matter.ts'
import { fixedId, fixedIdAt } from './ids.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'

/** What a round is about. */
export interface RoundSubject {
  documentId: string
  versionId: string
  roundId: string
  contentHash: string
  number: number
  identifier: string
  /** What the version is called while it is being signed. */
  label: string | null
  workflowId: string
  submittedAt: Date
}

type StepPlan = { name: string; rule: PlannedStep['rule']; days: number; signers: SeedSigner[] }
export type Told = { verdict: 'running' | 'approved' | 'rejected'; endedAt: Date | null; dueAt: Date | null }

const WORKING_DAYS = [1, 2, 3, 4, 5]

/** Writes steps and sign-offs of one round, as far as it has come. */
export function seedRound(
  rows: Rows,
  people: SeedPeople,
  subject: RoundSubject,
  version: SeedVersion,
  running: boolean,
): Told {
  const steps = stepsOf(version, running)
  let startedAt: Date | null = new Date(subject.submittedAt.getTime() + 2_000)
  let last: Told = { verdict: 'running', endedAt: null, dueAt: null }
  for (const [index, step] of steps.entries()) {
    const told = seedStep(rows, people, subject, step, index + 1, startedAt)
    // Steps after the one that is under way only wait: they tell nothing of the round.
    if (startedAt) last = told
    startedAt = told.verdict === 'approved' ? told.endedAt : null
  }
  return last
}

/** The steps as the library names them; without any, one in which all signers sign. */
export const givenSteps = (version: SeedVersion): StepPlan[] =>
  version.steps ?? [{ name: 'Approval', rule: 'all', days: 14, signers: version.signers ?? [] }]

/** The steps with the day of each decision. Of a round that is over, those without a day are spread over its time. */
function stepsOf(version: SeedVersion, running: boolean): StepPlan[] {
  const steps = givenSteps(version)
  if (running || version.label === null) return steps
  const over = version.approved ?? version.published ?? version.submitted
  return steps.map((step) => ({
    ...step,
    signers: step.signers.map((signer, index) => ({
      ...signer,
      decided: version.submitted - Math.round(((version.submitted - over) * (index + 1)) / step.signers.length),
    })),
  }))
}

function seedStep(
  rows: Rows,
  people: SeedPeople,
  subject: RoundSubject,
  step: StepPlan,
  position: number,
  startedAt: Date | null,
): Told {
  const stepId = fixedId(subject.roundId, 'step', position)
  const signerIds = step.signers.map(({ who }) => people.memberId(who))
  const daysToDecide = { count: step.days, kind: 'calendar' as const }
  const calendar = { timeZone: people.org.timeZone, workingDays: WORKING_DAYS }
  const dueAt = startedAt && stepDueAt(startedAt, daysToDecide, calendar)
  const plan: PlannedStep = {
    name: step.name,
    approvers: [{ kind: 'people', membershipIds: signerIds }],
    rule: step.rule,
    quorum: null,
    daysToDecide,
    reminders: { ...DEFAULT_REMINDERS },
    escalation: null,
    overdueAction: 'remind',
    conditions: {},
    signerIds,
  }
  const row = {
    orgId: people.orgId,
    id: stepId,
    roundId: subject.roundId,
    position,
    name: step.name,
    rule: step.rule,
    plan,
  }
  if (!startedAt) {
    rows.steps.push({ ...row, status: 'waiting' })
    return { verdict: 'running', endedAt: null, dueAt: null }
  }
  const system = people.system(subject.workflowId)
  const about = { documentId: subject.documentId }
  rows.audit.push({
    actor: system,
    fact: {
      at: startedAt,
      action: 'round.step_started',
      subjectId: subject.roundId,
      ...about,
      after: { step: step.name, position, signerIds, dueAt: dueAt?.toISOString() ?? null },
    },
  })
  const decided = seedSignoffs(rows, people, subject, { ...step, stepId, startedAt, dueAt })
  const verdict = evaluateStep({ rule: step.rule, quorum: null }, decided)
  if (verdict === 'pending') {
    rows.steps.push({ ...row, status: 'active', startedAt, dueAt })
    return { verdict: 'running', endedAt: null, dueAt }
  }
  const last = decided.reduce((at, signoff) => (signoff.at && signoff.at > at ? signoff.at : at), startedAt)
  const endedAt = new Date(last.getTime() + 1_000)
  rows.steps.push({ ...row, status: verdict, startedAt, dueAt, endedAt })
  if (verdict === 'approved') {
    rows.audit.push({
      actor: system,
      fact: {
        at: endedAt,
        action: 'round.step_ended',
        subjectId: subject.roundId,
        ...about,
        after: { step: step.name, position, status: verdict },
      },
    })
  }
  return { verdict, endedAt, dueAt }
}

type Step = StepPlan & { stepId: string; startedAt: Date; dueAt: Date | null }

/** Requests and decisions of a step in the order in which they came. */
function seedSignoffs(rows: Rows, people: SeedPeople, subject: RoundSubject, step: Step) {
  const { stepId, startedAt, dueAt } = step
  const over = evaluateStep(
    { rule: step.rule, quorum: null },
    step.signers.map((signer) => ({ status: signer.decided === undefined ? 'pending' : signer.decision })),
  )
  let previous = startedAt
  return step.signers.map((signer) => {
    const { name, position } = people.person(signer.who)
    const id = fixedIdAt(people.moments.minute(startedAt), stepId, 'signoff', signer.who)
    const at =
      signer.decided === undefined ? null : people.moments.agoAfter(previous, signer.decided, stepId, signer.who)
    if (at) previous = at
    const status: SignoffStatus = at ? signer.decision : over === 'pending' ? 'pending' : 'withdrawn'
    rows.signoffs.push({
      orgId: people.orgId,
      id,
      roundId: subject.roundId,
      stepId,
      documentId: subject.documentId,
      versionId: subject.versionId,
      signerId: people.memberId(signer.who),
      status,
      requestedAt: startedAt,
      dueAt,
      openedAt: at && new Date(at.getTime() - 4 * 60_000),
      decidedAt: at,
      comment: signer.said ?? null,
      signerName: name,
      signerPosition: at ? position : null,
      contentHash: subject.contentHash,
    })
    if (at) {
      const meaning = SIGNATURE_MEANINGS[signer.decision]
      const { label, number, contentHash } = subject
      const said = { meaning, contentHash, position, comment: signer.said ?? null }
      rows.audit.push({
        actor: people.actor(signer.who),
        fact: {
          at,
          action: signer.decision === 'rejected' ? 'signoff.rejected' : 'signoff.approved',
          subjectId: id,
          documentId: subject.documentId,
          before: { status: 'pending' },
          after: { status: signer.decision, label, number, ...said },
        },
      })
    }
    return { status, at }
  })
}
