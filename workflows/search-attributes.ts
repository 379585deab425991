import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/** What operators filter by. Ids and stages only: attributes are not encrypted. */
export const ORG_ID = defineSearchAttributeKey('OrgId', SearchAttributeType.KEYWORD)
export const DOCUMENT_ID = defineSearchAttributeKey('DocumentId', SearchAttributeType.KEYWORD)
export const PROCESS_KIND = defineSearchAttributeKey('ProcessKind', SearchAttributeType.KEYWORD)
export const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD)
export const DUE_AT = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME)
