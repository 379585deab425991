/**
 * The kinds of long processes. Rows of PostgreSQL say which ones are under way, and a workflow moves each of them on. See
 * services/processes/kinds.ts.
 */
export const PROCESS_KINDS = ['approval', 'review', 'campaign'] as const
export type ProcessKind = (typeof PROCESS_KINDS)[number]
