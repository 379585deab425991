import type { Classification } from '#domain/documents/classification.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { canonicalHash } from '../content/hash.ts'

/** Raised whenever the same model would print differently: stored renditions of older templates are then made anew. */
export const TEMPLATE_VERSION = 3

export type PrintPerson = { name: string; position: string | null }

export type PrintSignature = PrintPerson & {
  /** What the signature says, in words: "Approved". */
  meaning: string
  /** False for a signature that only says that its signer has read or reviewed. */
  approves: boolean
  /** In whose place; null: in their own. */
  onBehalfOf: string | null
  /** ISO 8601 instant. */
  signedAt: string
  /** How the signer proved who they are, when that is on record: "Account ada@example.com, signature 7f3a". */
  identity: string | null
}

/** A version that was approved. */
export type PrintVersion = {
  label: string
  /** Calendar dates, YYYY-MM-DD. */
  approvedOn: string
  effectiveDate: string | null
  summary: string
}

export type PrintRequirement = { framework: string; reference: string; title: string }
export type PrintAttachment = { name: string; bytes: number; sha256: string }

/** Everything that shows in a printed document, and nothing else: its hash says whether a stored PDF can be given out. */
export type PrintModel = {
  /** BCP 47, such as "en" or "ar". */
  lang: string
  /** IANA zone in which times are shown. */
  timeZone: string
  organization: {
    name: string
    /** What the organization prints beside this classification, such as "Do not copy". */
    classificationNotice: string | null
    /** A sentence above the signatures, such as which regulation they meet. */
    signatureStatement: string | null
  }
  identifier: string
  kind: DocumentKind
  title: string
  category: string | null
  classification: Classification
  owner: PrintPerson | null
  version: {
    /** "2.0" once approved, "Draft 3" or "Version 3" before. */
    label: string
    status: DocumentStatus | 'superseded'
    /** Calendar dates, YYYY-MM-DD. */
    effectiveDate: string | null
    approvedOn: string | null
    nextReview: string | null
    replaces: { label: string; effectiveDate: string | null } | null
  }
  content: string
  variables: Variable[]
  requirements: PrintRequirement[]
  attachments: PrintAttachment[]
  /** This version and those before it, newest first. */
  history: PrintVersion[]
  signatures: PrintSignature[]
  /** SHA-256 of what is signed; null for a draft that nobody was asked to sign. */
  contentHash: string | null
  /** Where whoever holds the print can ask what was signed; null for what nobody signs. */
  verifyAt: string | null
}

/** The name under which a rendition of exactly this model is stored. */
export const renditionHash = (model: PrintModel): string => canonicalHash({ template: TEMPLATE_VERSION, model })

/** Until approval every page says that the text does not bind anyone. */
export const isUnapproved = ({ version }: PrintModel): boolean =>
  version.status === 'draft' || version.status === 'in_review'

/** Whether a language is written from right to left, so that the sheet is set the other way round. */
export const isRightToLeft = (lang: string): boolean => /^(?:ar|fa|he|ps|ur|yi)(?:-|$)/.test(lang)
