import { addDays } from '#domain/dates.ts'
import { suggestAbstract } from '#services/content/text.ts'
import type { SubmitDocument } from '#services/rounds/input.ts'
import type { Chronicle } from '../chronicle.ts'
import type { SeedVersion } from '../front-matter.ts'
import type { SeedDocument } from '../library.ts'
import { later, scattered } from '../moments.ts'
import { decisionsStory } from './decisions.ts'
import { saveDraft } from './draft.ts'

const DAYS_OF_REVISION = 7

/**
 * One version is written, submitted, signed as far as it has come, and published if it was.
 * @param since when the document was made, or what became of the version before
 * @returns when its story ends, for now
 */
export function versionStory(chronicle: Chronicle, document: SeedDocument, index: number, since: Date): Date {
  const { moments, people } = chronicle
  const { identifier } = document
  const version = document.versions[index]
  if (!version) throw new Error(`${identifier} has no version ${index + 1}`)
  const name = `${identifier} ${index + 1}`
  const manager = people.manager.key
  const submittedAt = moments.ago(version.submitted, `${name} is submitted`)

  let begun = since
  if (document.versions[index - 1]?.published !== undefined) {
    begun = latest(later(since, 60), later(submittedAt, -DAYS_OF_REVISION * 24 * 60))
    chronicle.add(identifier, begun, manager, (actor, { rounds }) =>
      rounds.revise(actor, identifier, { reason: version.summary }),
    )
  }
  if (index > 0) {
    const writtenAt = latest(later(begun, 5), later(submittedAt, -20 - scattered(100, `${name} is written`)))
    saveDraft(chronicle, identifier, version.by, writtenAt, document.texts[index] ?? document.body)
  }
  chronicle.add(identifier, submittedAt, version.by, async (actor, { drafts, rounds }) => {
    const { content, variables } = await drafts.get(actor, identifier)
    const abstract = suggestAbstract(content, variables)
    await rounds.submit(actor, identifier, { ...submission(chronicle, version), abstract })
  })

  const decidedAt = decisionsStory(chronicle, document, index, submittedAt)
  if (version.plannedIn !== undefined) {
    const effectiveDate = moments.date(version.plannedIn)
    const at = later(decidedAt, 60)
    chronicle.add(identifier, at, manager, (actor, { rounds }) => rounds.publish(actor, identifier, { effectiveDate }))
  }
  if (version.published === undefined || version.publication) return decidedAt
  const publishedAt = moments.agoAfter(decidedAt, version.published, `${name} is published`)
  chronicle.add(identifier, publishedAt, manager, (actor, { rounds }) => rounds.publish(actor, identifier))
  return publishedAt
}

/** What the form of the submit says. */
function submission({ moments, people }: Chronicle, version: SeedVersion): SubmitDocument {
  const { changeType, summary, message, definition, publication, submitted, dueInDays, signers } = version
  const how =
    definition === undefined
      ? {
          signerIds: signers.map(({ who }) => people.memberId(who)),
          dueDate: addDays(moments.date(-submitted), dueInDays),
        }
      : { definitionId: people.definition(definition) }
  return {
    ...how,
    changeType,
    changeSummary: summary,
    message,
    publication:
      publication?.mode === 'on_date'
        ? { mode: 'on_date', effectiveDate: moments.date(publication.inDays) }
        : (publication ?? { mode: 'manual' }),
  }
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b)
