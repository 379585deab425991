import type { Plate } from '#app/components/documents/plates.tsx'
import type { Services } from './context.ts'
import type { Shown } from './document-text.server.ts'
import { formatDate } from './format.ts'
import { paths } from './paths.ts'

type Summary = Awaited<ReturnType<Services['documents']['get']>>

/** The version in effect beside the one being worked on. */
export function platesOf(
  org: string,
  summary: Summary,
  shown: Shown,
  seesDrafts: boolean,
  names: ReadonlyMap<number, string>,
): Plate[] {
  const { document, publication, label, effectiveNumber, versions } = summary
  const plates: Plate[] = []
  const at = (version: string) => `${paths.document(org, document.identifier)}?version=${version}`
  if (publication && effectiveNumber !== null) {
    plates.push({
      key: 'effect',
      version: label ? `${label.major}.${label.minor}` : `v${effectiveNumber}`,
      state: 'published',
      note: 'in effect',
      meta: `Since ${formatDate(publication.effectiveFrom)}.`,
      to: at(String(effectiveNumber)),
      current: shown === effectiveNumber,
    })
  }
  if (!seesDrafts || document.status === 'published' || document.status === 'archived') return plates
  const drafting = document.status === 'draft'
  plates.push({
    key: 'work',
    version: drafting ? 'Draft' : (names.get(versions) ?? `v${versions}`),
    state: document.status,
    note: drafting ? 'being written' : 'next',
    meta: `Last changed ${formatDate(document.updatedAt)}.`,
    to: at(drafting ? 'draft' : String(versions)),
    current: shown === (drafting ? 'draft' : versions),
  })
  return plates
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
