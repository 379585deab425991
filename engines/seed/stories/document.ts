import type { ReviewUnit } from '#domain/documents/review.ts'
import { markdownToContent } from '#services/content/markdown.ts'
import type { Chronicle } from '../chronicle.ts'
import type { SeedDocument } from '../library.ts'
import { later, scattered } from '../moments.ts'
import { saveDraft } from './draft.ts'
import { reviewsStory } from './reviews.ts'
import { versionStory } from './version.ts'

const [DAYS_OF_WRITING, DAYS_OF_A_DRAFT] = [9, 12]

/** A document is made, goes through its versions, and in the end may be archived. */
export function documentStory(chronicle: Chronicle, document: SeedDocument): void {
  const { people, moments } = chronicle
  const { identifier, versions } = document
  const first = versions[0]
  const begun = first ? first.submitted + DAYS_OF_WRITING : 1 + scattered(DAYS_OF_A_DRAFT, identifier)
  const writer = first?.by ?? document.owner
  const createdAt = moments.ago(begun, `${identifier} is made`)
  create(chronicle, document, writer, createdAt)

  let since = createdAt
  let publishedAt: Date | null = null
  for (const [index, { published }] of versions.entries()) {
    since = versionStory(chronicle, document, index, since)
    if (published !== undefined) publishedAt = since
  }
  rewrite(chronicle, document, versions.at(-1)?.by ?? writer, since)
  if (publishedAt) reviewsStory(chronicle, document, publishedAt)
  if (document.archived) {
    const { daysAgo, reason } = document.archived
    const at = moments.ago(daysAgo, `${identifier} is archived`)
    chronicle.add(identifier, at, people.manager.key, (actor, { rounds }) =>
      rounds.archive(actor, identifier, { reason }),
    )
  }
}

function create(chronicle: Chronicle, document: SeedDocument, writer: string, at: Date): void {
  const { people } = chronicle
  const { identifier, owner, secondOwner, audience, reviewFrequency, texts } = document
  const { kind, category, title, description, type, classification, frameworks, tags, variables } = document
  const described = { kind, category, title, description, type, classification, frameworks, tags, variables }
  const [every = 0, unit = 'months'] = reviewFrequency.split(' ')
  chronicle.add(identifier, at, writer, async (actor, { documents }) => {
    const made = await documents.create(actor, {
      ...described,
      ownerId: people.memberId(owner),
      secondOwnerId: people.memberId(secondOwner),
      reviewFrequency: { every: Number(every), unit: unit as ReviewUnit },
      readerIds: audience.map((key) => people.memberId(key)),
      // As HTML: what comes in as Markdown counts as imported.
      content: { format: 'html', body: markdownToContent(texts[0] ?? document.body) },
    })
    if (made.identifier !== identifier) throw new Error(`${identifier} was given the identifier ${made.identifier}`)
  })
}

/** Somebody writes what was asked for when a version was sent back. */
function rewrite(chronicle: Chronicle, document: SeedDocument, writer: string, since: Date): void {
  const { moments } = chronicle
  const { identifier, body, state, texts: bodies } = document
  if (state !== 'draft' || (bodies.at(-1) ?? body) === body) return
  const latest = moments.ago(0, `${identifier} is written`)
  const soon = later(since, 60 * (2 + scattered(20, `${identifier} is written`)))
  saveDraft(chronicle, identifier, writer, soon < latest ? soon : latest, body)
}
