import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/** What this process changes of what operators filter by; the rest is set at its start. Ids and stages only: attributes are not encrypted. */
export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD)
export const DUE_AT = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)
