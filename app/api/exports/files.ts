import type { Actor } from '#domain/actor.ts'
import { fileNameOf } from '#domain/documents/labels.ts'
import type { Variable } from '#domain/documents/variables.ts'
import { attachmentsIn, withAddresses } from '#services/content/attachments.ts'
import type { Services } from '#services/index.ts'
import type { ApiFile } from '../operation.ts'
import { versionView } from '../versions/views.ts'

type Which = number | 'draft' | undefined

/** The PDF, as it is stored. @throws not_found; rendition_missing while it is being made */
export async function pdf(services: Services, actor: Actor, reference: string, which: Which): Promise<ApiFile> {
  const { pdf, fileName } = await services.renditions.pdf(
    actor,
    reference,
    await chosen(services, actor, reference, which),
  )
  return { type: 'application/pdf', name: fileName, content: pdf.content, size: pdf.size }
}

/** The text in another format. @throws not_found */
export async function text(
  services: Services,
  actor: Actor,
  reference: string,
  format: 'md' | 'html' | 'json',
  which: Which,
): Promise<ApiFile> {
  const { identifier, version, title, content, variables, whole } = await read(services, actor, reference, which)
  switch (format) {
    case 'md':
      return {
        type: 'text/markdown; charset=utf-8',
        name: fileNameOf(identifier, version, 'md'),
        content: await services.texts.toMarkdown(content, title),
      }
    case 'html':
      return {
        type: 'text/html; charset=utf-8',
        name: fileNameOf(identifier, version, 'html'),
        content: page(title, await withEmbedded(services, actor, reference, content, variables)),
      }
    case 'json':
      return {
        type: 'application/json; charset=utf-8',
        name: fileNameOf(identifier, version, 'json'),
        content: JSON.stringify(whole, null, 2),
      }
  }
}

/** Which text is meant: what is in effect, and while nothing is, the draft, which is there for whoever may see it. @throws not_found */
const chosen = async (services: Services, actor: Actor, reference: string, which: Which): Promise<number | 'draft'> =>
  which ?? (await services.documents.get(actor, reference)).effectiveNumber ?? 'draft'

/** The text that is asked for, with all that an export in JSON says of it. */
async function read(services: Services, actor: Actor, reference: string, which: Which) {
  const number = await chosen(services, actor, reference, which)
  if (number === 'draft') {
    const { document, content, variables, revision } = await services.drafts.get(actor, reference)
    const { identifier, kind, title } = document
    return {
      ...{ identifier, version: null, title, content, variables },
      whole: { identifier, kind, title, revision, content, variables },
    }
  }
  const { document, version } = await services.versions.get(actor, reference, number)
  const { identifier, kind } = document
  const { title, content, variables } = version
  return { identifier, version, title, content, variables, whole: { identifier, kind, ...versionView(version) } }
}

/** The text for a page that is opened from a disk: its images are in it. */
async function withEmbedded(
  services: Services,
  actor: Actor,
  reference: string,
  content: string,
  variables: Variable[],
): Promise<string> {
  const { html } = await services.texts.show(content, variables, false)
  const images = await services.attachments.embedded(actor, reference, attachmentsIn(content))
  return withAddresses(html, (hash) => images.get(hash) ?? null)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const page = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n<body>\n<h1>${escaped(title)}</h1>\n${body}\n</body>\n</html>\n`
