import type { PublicationChoice } from '#domain/approvals/definition.ts'
import { approvalWorkflowId } from '#domain/approvals/process.ts'
import { comingLabel, highestLabel } from '#domain/documents/labels.ts'
import { markdownToContent } from '#services/content/markdown.ts'
import { contentCounts, suggestAbstract } from '#services/content/text.ts'
import { definitionIdOf } from './definitions.ts'
import { hashOf, type Subject } from './document-story.ts'
import type { SeedVersion } from './front-matter.ts'
import { fixedId, fixedIdAt } from './ids.ts'
import { seedPublication } from './publication-story.ts'
import { givenSteps, type RoundSubject, seedRound, type Told } from './round-story.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'
import { awaitDecisions, notifyOwners } from './waiting.ts'

/** Writes one version: frozen, submitted, signed as far as it has come, published if it was. */
export function seedVersion(
  rows: Rows,
  people: SeedPeople,
  subject: Subject,
  version: SeedVersion,
  index: number,
): void {
  const { orgId, moments } = people
  const { document, documentId } = subject
  const versionId = fixedId(documentId, 'version', index + 1)
  const submittedAt = moments.ago(version.submitted, versionId)
  if (index > 0) seedRevision(rows, people, subject, version, submittedAt)
  const content = markdownToContent(document.texts[index] ?? document.body)
  const hash = hashOf(subject, content)
  const counts = contentCounts(content, document.variables)
  const by = people.memberId(version.by)
  rows.versions.push({
    orgId,
    id: versionId,
    documentId,
    number: index + 1,
    changeType: version.changeType,
    changeSummary: version.summary,
    abstract: suggestAbstract(content, document.variables),
    title: document.title,
    content,
    variables: document.variables,
    contentHash: hash,
    words: counts.words,
    characters: counts.characters,
    authorIds: [by],
    createdBy: by,
    createdAt: submittedAt,
  })
  const round: RoundSubject = {
    documentId,
    versionId,
    roundId: fixedIdAt(people.moments.minute(submittedAt), versionId, 'round'),
    contentHash: hash,
    number: index + 1,
    identifier: document.identifier,
    label: comingLabel(latestOf(rows, documentId), version.changeType),
    workflowId: approvalWorkflowId(versionId),
    submittedAt,
  }
  rows.audit.push({
    actor: people.actor(version.by),
    fact: {
      at: submittedAt,
      action: 'document.submitted',
      subjectId: round.roundId,
      documentId,
      before: { status: 'draft' },
      after: {
        status: 'in_review',
        versionId,
        number: index + 1,
        label: round.label,
        changeType: version.changeType,
        contentHash: hash,
        steps: givenSteps(version).map(({ name, rule, signers }) => ({
          name,
          rule,
          quorum: null,
          signerIds: signers.map(({ who }) => people.memberId(who)),
        })),
        publication: publicationChoice(people, version),
      },
    },
  })
  const isLast = index === document.versions.length - 1
  const told = seedRound(rows, people, round, version, isLast && document.state === 'in_review')
  seedOutcome(rows, people, subject, version, round, told)
  if (isLast && (document.state === 'in_review' || document.state === 'approved')) {
    awaitDecisions(rows, people, round, document)
  }
}

/** The highest label that the document has been given so far. */
const latestOf = (rows: Rows, documentId: string) =>
  highestLabel(
    rows.labels.filter((row) => row.documentId === documentId).map(({ major, minor }) => `${major}.${minor}`),
  )

/** The version in effect was opened for revision some days before the next one was submitted. */
function seedRevision(rows: Rows, people: SeedPeople, subject: Subject, version: SeedVersion, submittedAt: Date): void {
  const { documentId } = subject
  const published = rows.publications.findLast((row) => row.documentId === documentId)
  if (!published) return
  const week = new Date(submittedAt.getTime() - 7 * 86_400_000)
  const soonest = new Date(published.effectiveFrom.getTime() + 3_600_000)
  rows.audit.push({
    actor: people.actor(people.manager),
    fact: {
      at: week > soonest ? week : soonest,
      action: 'document.revised',
      subjectId: documentId,
      documentId,
      before: { status: 'published' },
      after: { status: 'draft', reason: version.summary },
    },
  })
}

/** When the version goes into effect, as chosen at its submit. */
function publicationChoice({ moments }: SeedPeople, { publication }: SeedVersion): PublicationChoice {
  const { mode = 'manual', onDateIn } = publication
  if (onDateIn !== undefined) return { mode: 'on_date', effectiveDate: moments.date(onDateIn) }
  if (mode === 'on_date') throw new Error('a version of the library that is published on a date names no date')
  return { mode }
}

/** Who sent the version back in which step, and why. */
function rejectionOf(rows: Rows, { roundId }: RoundSubject) {
  const signoff = rows.signoffs.find((row) => row.roundId === roundId && row.status === 'rejected')
  const step = rows.steps.find(({ id }) => id === signoff?.stepId)
  if (!signoff || !step) throw new Error('a round of the library that was rejected has no rejection')
  return { step: step.name, by: signoff.signerName, reason: signoff.comment ?? null }
}

function seedOutcome(
  rows: Rows,
  people: SeedPeople,
  subject: Subject,
  version: SeedVersion,
  round: RoundSubject,
  told: Told,
): void {
  const { orgId } = people
  const { documentId } = subject
  const choice = publicationChoice(people, version)
  rows.rounds.push({
    orgId,
    id: round.roundId,
    documentId,
    versionId: round.versionId,
    definitionId: version.byDefinition ? definitionIdOf(people) : null,
    status: told.verdict,
    message: version.message,
    dueAt: told.dueAt,
    publicationMode: choice.mode,
    effectiveDate: choice.mode === 'on_date' ? choice.effectiveDate : null,
    submittedBy: people.memberId(version.by),
    submittedAt: round.submittedAt,
    endedAt: told.endedAt,
  })
  if (told.verdict === 'running' || !told.endedAt) return
  const system = people.system(round.workflowId)
  const at = new Date(told.endedAt.getTime() + 1_000)
  if (told.verdict === 'rejected' || version.label === null) {
    rows.audit.push({
      actor: system,
      fact: {
        at,
        action: 'document.rejected',
        subjectId: round.roundId,
        documentId,
        before: { status: 'in_review' },
        after: { status: 'draft', ...rejectionOf(rows, round) },
      },
    })
    return
  }
  const [major = 0, minor = 0] = version.label.split('.').map(Number)
  rows.labels.push({ orgId, versionId: round.versionId, documentId, major, minor, createdAt: at })
  rows.audit.push({
    actor: system,
    fact: {
      at,
      action: 'document.approved',
      subjectId: round.versionId,
      documentId,
      before: { status: 'in_review' },
      after: { status: 'approved', label: version.label, roundId: round.roundId, contentHash: round.contentHash },
    },
  })
  notifyOwners(rows, people, subject.document, round, { kind: 'round_approved', label: version.label, at })
  if (version.published !== undefined)
    seedPublication(rows, people, subject, { label: version.label, published: version.published }, round, at)
}
