import { z } from 'zod'
import { NewOrganization } from '#services/members/input.ts'

/** An address from a name: "Helix Pharma, Inc." becomes `helix-pharma-inc`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')

const { name, slug, type, timeZone } = NewOrganization.shape

/** The fields of a form that makes an organization; `organization` there is `name` here. */
export const organizationFields = { organization: name, slug: z.string().trim().default(''), type, timeZone }

interface Fields {
  organization: string
  slug: string
  type: NewOrganization['type']
  timeZone: string
}

/** @returns the organization, or the sentence that its address deserves */
export function readOrganization(fields: Fields): { value: NewOrganization } | { error: string } {
  const read = slug.safeParse(fields.slug || slugOf(fields.organization))
  if (!read.success) return { error: read.error.issues[0]?.message ?? 'Choose another address' }
  const { type: kind, timeZone: zone } = fields
  return {
    value: NewOrganization.parse({ name: fields.organization, slug: read.data, type: kind, timeZone: zone }),
  }
}
