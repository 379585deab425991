import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { approvedVersions, printStatusOf, publishedBefore, signaturesOf } from '#db/queries/renditions.ts'
import { CONFIRMATION_LABELS } from '#domain/approvals/confirmation.ts'
import { dateIn } from '#domain/dates.ts'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { submissionName } from '#domain/documents/labels.ts'
import { nextReviewDate } from '#domain/documents/review.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { paths } from '#domain/paths.ts'
import type { PrintModel } from '../print/model.ts'

/** The text to print: a version, or the draft as it stands. */
export interface Printable {
  versionId: string | null
  /** Null for the draft. */
  number: number | null
  title: string
  content: string
  variables: Variable[]
  contentHash: string | null
  /** Null for the draft: what kind of change it is, a submit says. */
  changeType: ChangeType | null
}

/**
 * Gathers what a printed document shows.
 * @param publishing prints the version as in effect from that moment, just before it is; null: as it is
 * @param publicUrl where links begin
 */
export async function printModel(
  tx: Transaction,
  document: DocumentRow,
  text: Printable,
  { publishing, publicUrl }: { publishing: Date | null; publicUrl: string },
): Promise<PrintModel> {
  const found = await printStatusOf(tx, document, text.versionId)
  const { organization, owner } = found
  const signatures = text.versionId ? await signaturesOf(tx, document.orgId, text.versionId) : []
  const history = await approvedVersions(tx, document, text.number)
  const day = (instant: Date) => dateIn(instant, organization.timeZone)
  const status = printStatus(document, text, found, publishing, day)
  const replaced = text.number === null ? null : await publishedBefore(tx, document, text.number)
  const category = CATEGORIES[document.category as Category]?.label ?? document.category
  return {
    lang: 'en',
    timeZone: organization.timeZone,
    organization: { name: organization.name, classificationNotice: null, signatureStatement: null },
    identifier: document.identifier,
    kind: document.kind,
    title: text.title,
    category,
    classification: document.classification,
    owner,
    version: {
      ...status,
      replaces: replaced && {
        label: `${replaced.major}.${replaced.minor}`,
        effectiveDate: day(replaced.effectiveFrom),
      },
    },
    content: text.content,
    variables: text.variables,
    requirements: [],
    attachments: [],
    history: history.map(({ major, minor, approvedAt, effectiveFrom, summary }) => ({
      label: `${major}.${minor}`,
      approvedOn: day(approvedAt),
      // Just before it goes into effect, this version is printed as if it were.
      effectiveDate: `${major}.${minor}` === status.label ? status.effectiveDate : effectiveFrom && day(effectiveFrom),
      summary,
    })),
    signatures: signatures.map(({ id, name, position, email, decidedAt, onBehalfOf, confirmedBy }) => ({
      name,
      position,
      meaning: 'Approved',
      approves: true,
      onBehalfOf,
      signedAt: (decidedAt ?? new Date(0)).toISOString(),
      identity: [`Account ${email}`, confirmedBy && CONFIRMATION_LABELS[confirmedBy].toLowerCase(), `signature ${id}`]
        .filter(Boolean)
        .join(', '),
    })),
    contentHash: text.contentHash,
    verifyAt: text.contentHash && publicUrl + paths.verify(text.contentHash),
  }
}

function printStatus(
  document: DocumentRow,
  text: Printable,
  found: Awaited<ReturnType<typeof printStatusOf>>,
  publishing: Date | null,
  day: (instant: Date) => string,
): Omit<PrintModel['version'], 'replaces'> {
  const approved = found.major !== null && found.minor !== null
  const effectiveFrom = publishing ?? found.effectiveFrom
  const effectiveDate = effectiveFrom ? day(effectiveFrom) : null
  const { reviewEvery, reviewUnit } = document
  return {
    label: approved ? `${found.major}.${found.minor}` : unapproved(),
    status: statusOf(),
    effectiveDate: effectiveDate ?? (approved ? (found.wantedDate ?? null) : null),
    approvedOn: approved && found.approvedAt ? day(found.approvedAt) : null,
    nextReview:
      effectiveDate && reviewEvery && reviewUnit
        ? nextReviewDate(effectiveDate, { unit: reviewUnit, count: reviewEvery })
        : null,
  }

  /** While it is signed, it is called what it will be called: signers compare what they read with what they sign. */
  function unapproved(): string {
    if (text.number === null) return 'Draft'
    return found.submitted && found.round === 'running' ? submissionName(found.submitted) : `Draft ${text.number}`
  }

  function statusOf(): PrintModel['version']['status'] {
    if (publishing) return 'published'
    if (found.effectiveFrom) return found.effectiveUntil ? 'superseded' : 'published'
    if (approved) return 'approved'
    return found.round === 'running' ? 'in_review' : 'draft'
  }
}
