import { defineSearchAttributeKey, type SearchAttributePair, SearchAttributeType } from '@temporalio/common'
import { SEARCH_ATTRIBUTES, type SearchAttributeName, type SearchAttributeValues } from '#domain/search-attributes.ts'

export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD)
export const DUE_AT = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)

/** Search attributes as the SDK takes them, each with its type of the table. */
export function searchAttributePairs(values: SearchAttributeValues): SearchAttributePair[] {
  const names = Object.keys(values) as SearchAttributeName[]
  return names.flatMap((name) => pairOf(name, values[name]) ?? [])
}

function pairOf(name: SearchAttributeName, value: string | undefined): SearchAttributePair | null {
  if (value === undefined) return null
  switch (SEARCH_ATTRIBUTES[name].type) {
    case 'Keyword':
      return { key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value }
    case 'Datetime':
      return { key: defineSearchAttributeKey(name, SearchAttributeType.DATETIME), value: new Date(value) }
  }
}
