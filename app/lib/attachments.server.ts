import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { withAddresses } from '#services/content/attachments.ts'

/** HTML made from a text of a document, with the addresses at which this reader gets its images. */
export const withImages = (html: string, { orgSlug }: Pick<Actor, 'orgSlug'>, reference: string): string =>
  withAddresses(html, (hash) => paths.documentAttachment(orgSlug, reference, hash))
