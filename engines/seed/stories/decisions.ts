import type { Chronicle } from '../chronicle.ts'
import type { SeedSigner, SeedVersion } from '../front-matter.ts'
import type { SeedDocument } from '../library.ts'
import { later } from '../moments.ts'

/** Most rounds are over so soon: before the first reminder. */
const MOST_DAYS = 6
/** Between opening what is to be signed, and signing it. */
const MINUTES_OF_READING = 2

/**
 * The signers of a version decide one after the other, as far as they have.
 * @returns when the last of them did
 */
export function decisionsStory(chronicle: Chronicle, document: SeedDocument, index: number, submittedAt: Date): Date {
  const { identifier, versions, state } = document
  const version = versions[index] as SeedVersion
  const isUnderWay = state === 'in_review' && index === versions.length - 1
  const signers = isUnderWay || version.label === null ? version.signers : dated(version)
  let last = submittedAt
  for (const signer of signers) {
    if (signer.decided === undefined) continue
    last = chronicle.moments.agoAfter(last, signer.decided, `${signer.who} decides on ${identifier} ${index + 1}`)
    decisionStory(chronicle, identifier, signer, last)
  }
  return last
}

/** Of a round that ended in approval the days of the decisions are spread over its first week, or until it was approved. */
function dated({ submitted, approved, published = 0, signers }: SeedVersion): SeedSigner[] {
  const days = approved === undefined ? Math.min(submitted - published, MOST_DAYS) : submitted - approved
  return signers.map((signer, index) => ({
    ...signer,
    decided: submitted - Math.round((days * (index + 1)) / signers.length),
  }))
}

function decisionStory(chronicle: Chronicle, identifier: string, { who, decision, said }: SeedSigner, at: Date): void {
  let asked: string | undefined
  chronicle.add(identifier, later(at, -MINUTES_OF_READING), who, async (actor, { signoffs }) => {
    const { signoffs: pending } = await signoffs.asked(actor, { statuses: ['pending'], limit: 50 })
    asked = pending.find(({ document }) => document.identifier === identifier)?.signoff.id
    if (asked) await signoffs.open(actor, asked)
  })
  chronicle.add(identifier, at, who, async (actor, { signoffs }) => {
    if (!asked) throw new Error(`${who} is not asked to sign ${identifier}`)
    if (decision === 'approved') await signoffs.approve(actor, asked, { comment: said })
    else await signoffs.reject(actor, asked, { comment: said ?? '' })
  })
}
