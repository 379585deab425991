import type { Actor } from '#domain/actor.ts'
import type { DocumentStatus } from '#domain/documents/status.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { askedWords } from '#services/content/search/asked.ts'
import { withImages } from './attachments.server.ts'
import type { Services } from './context.ts'

/** Which text of a document is meant: the draft, or a version by its number. */
export type Shown = 'draft' | number

interface Known {
  status: DocumentStatus
  seesDrafts: boolean
  versions: number
  effectiveNumber: number | null
}

/** What the address asks for, if the reader may see it, else what matters most at this moment. */
export function textToShow(
  asked: string | null,
  { status, seesDrafts, versions, effectiveNumber }: Known,
): Shown | null {
  const number = Number(asked)
  if (Number.isInteger(number) && number >= 1 && number <= versions) return number
  if (asked === 'draft' && seesDrafts) return 'draft'
  if (asked === 'effective' && effectiveNumber !== null) return effectiveNumber
  if (!seesDrafts || status === 'published') return effectiveNumber
  if (status === 'draft' || versions === 0) return 'draft'
  return versions
}

/**
 * A text rendered for reading, with its outline and its counts.
 * @param naming what people call the versions, which may be read at the same time
 * @param marked with the number of each paragraph of a version where it ends, for `withPlaces`
 */
export async function readText(
  services: Services,
  actor: Actor,
  reference: string,
  shown: Shown,
  naming: ReadonlyMap<number, string> | Promise<ReadonlyMap<number, string>> = new Map(),
  marked = false,
) {
  if (shown === 'draft') {
    const draft = await services.drafts.get(actor, reference)
    return {
      ...(await rendered(services, actor, reference, draft)),
      label: 'Draft',
      hash: null,
      updatedAt: draft.updatedAt.toISOString(),
      updatedBy: draft.updatedByName,
    }
  }
  const [{ version }, names] = await Promise.all([services.versions.get(actor, reference, shown), naming])
  return {
    ...(await rendered(services, actor, reference, version, { marked })),
    label: `Version ${names.get(version.number) ?? (version.major === null ? version.number : `${version.major}.${version.minor}`)}`,
    hash: version.contentHash,
    updatedAt: version.createdAt.toISOString(),
    updatedBy: version.createdByName,
  }
}

async function rendered(
  { texts }: Services,
  actor: Actor,
  reference: string,
  { content, variables }: { content: string; variables: Variable[] },
  how: { marked?: boolean; places?: boolean } = {},
) {
  const { html, outline, counts } = await texts.show(content, variables, true, how)
  return { html: withImages(html, actor, reference), outline, ...counts }
}

/** A version as somebody reads it who is asked about it: links lead to its paragraphs. */
export async function readPassages(services: Services, actor: Actor, reference: string, number: number) {
  const { version } = await services.versions.get(actor, reference, number)
  const passages = await services.texts.passages(version.content, version.variables)
  return { ...(await rendered(services, actor, reference, version, { places: true })), passages }
}

/** The text with the words of a search marked, and what the page says of it. */
export async function withMarks({ texts }: Services, html: string, search: URLSearchParams, here: string) {
  const words = (search.get('find') ?? '').trim().slice(0, 200)
  if (words === '') return { html, found: null }
  const marked = await texts.mark(html, askedWords(words))
  return { html: marked.html, found: { words, marks: marked.marks, without: here } }
}
