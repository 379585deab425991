import { paths } from '#domain/paths.ts'
import type { Services } from './context.ts'
import type { Shown } from './document-text.server.ts'
import { formatDate } from './format.ts'
import type { RoundView } from './round-view.ts'
import type { VersionCard } from './version-card.ts'

type Summary = Awaited<ReturnType<Services['documents']['get']>>

/** The version in effect beside the one being worked on. */
export function versionCardsOf(
  org: string,
  summary: Summary,
  {
    shown,
    seesDrafts,
    names,
    submitted,
  }: { shown: Shown; seesDrafts: boolean; names: ReadonlyMap<number, string>; submitted: RoundView | null },
): VersionCard[] {
  const { document, publication, label, effectiveNumber, versions } = summary
  const cards: VersionCard[] = []
  const at = (version: Shown) => paths.document(org, document.identifier, version)
  if (publication && effectiveNumber !== null) {
    cards.push({
      key: 'effect',
      version: label ? `${label.major}.${label.minor}` : `v${effectiveNumber}`,
      state: 'published',
      note: 'in effect',
      meta: `Since ${formatDate(publication.effectiveFrom)}.`,
      to: at(effectiveNumber),
      current: shown === effectiveNumber,
    })
  }
  if (!seesDrafts || document.status === 'published' || document.status === 'archived') return cards
  const drafting = document.status === 'draft'
  cards.push({
    key: 'work',
    version: drafting ? 'Draft' : (names.get(versions) ?? `v${versions}`),
    state: document.status,
    note: drafting ? 'being written' : (submitted?.version.changeType ?? 'next'),
    meta: submitted
      ? `Submitted ${formatDate(submitted.submittedAt)} by ${submitted.submittedBy.name}.`
      : `Last changed ${formatDate(document.updatedAt)}.`,
    to: at(drafting ? 'draft' : versions),
    current: shown === (drafting ? 'draft' : versions),
  })
  return cards
}

/** From the version in effect to the one being worked on, where both are: what most readers of a draft want to see. */
export function changesOf(org: string, { document, label, effectiveNumber, versions }: Summary, shown: Shown) {
  const isWork = shown === 'draft' || (shown === versions && document.status !== 'published')
  if (effectiveNumber === null || !isWork || shown === effectiveNumber) return null
  const from = label ? `${label.major}.${label.minor}` : `v${effectiveNumber}`
  return { words: `Changes from ${from}`, to: paths.documentCompare(org, document.identifier, effectiveNumber, shown) }
}

const person = (who: { name: string; positionTitle: string | null }) => ({
  name: who.name,
  position: who.positionTitle,
})

/** The properties, as the aside shows them. */
export const asideOf = (org: string, { document, owner, secondOwner, publication }: Summary, mayEdit: boolean) => ({
  org,
  identifier: document.identifier,
  description: document.description,
  owner: person(owner),
  secondOwner: secondOwner ? person(secondOwner) : null,
  category: document.category,
  type: document.type,
  classification: document.classification,
  effectiveFrom: publication?.effectiveFrom.toISOString() ?? null,
  effectiveDate: document.effectiveDate,
  review:
    document.reviewEvery !== null && document.reviewUnit !== null
      ? { every: document.reviewEvery, unit: document.reviewUnit }
      : null,
  nextReviewDate: document.nextReviewDate,
  frameworks: document.frameworks,
  tags: document.tags,
  mayEdit,
})
