import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/**
 * What operators filter by and processes keep up to date, beside OrgId, DocumentId and ProcessKind, which are set once
 * at the start. Ids and stages only: attributes are not encrypted.
 */
export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD)
export const DUE_AT = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)
