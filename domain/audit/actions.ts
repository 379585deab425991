import { apiKeyActions } from '../api-keys/audit.ts'
import { definitionActions, roundActions, signoffActions } from '../approvals/audit.ts'
import { attachmentActions } from '../attachments/audit.ts'
import { calendarFeedActions } from '../calendar-feeds/audit.ts'
import { campaignActions } from '../campaigns/audit.ts'
import { commentActions } from '../comments/audit.ts'
import { departmentActions } from '../departments/audit.ts'
import { documentActions, versionActions } from '../documents/audit.ts'
import { groupActions } from '../groups/audit.ts'
import { invitationActions } from '../invitations/audit.ts'
import { memberActions } from '../members/audit.ts'
import { notificationActions } from '../notifications/audit.ts'
import { organizationActions } from '../organizations/audit.ts'
import type { ActionRule, Facts } from './action.ts'
import { auditActions } from './audit.ts'

/** Everything that can be recorded, by noun. Writers and sentences take their facts from here. */
export const ACTIONS = {
  ...organizationActions,
  ...memberActions,
  ...invitationActions,
  ...apiKeyActions,
  ...documentActions,
  ...versionActions,
  ...attachmentActions,
  ...roundActions,
  ...signoffActions,
  ...commentActions,
  ...definitionActions,
  ...groupActions,
  ...departmentActions,
  ...campaignActions,
  ...notificationActions,
  ...calendarFeedActions,
  ...auditActions,
}

export type AuditAction = keyof typeof ACTIONS
export const AUDIT_ACTIONS = Object.keys(ACTIONS) as AuditAction[]

type FactsOf<A extends AuditAction> = (typeof ACTIONS)[A] extends ActionRule<infer F> ? F : never

/** An entry as its writer gives it: an action with exactly its facts. */
export type AuditFact = {
  [A in AuditAction]: {
    at: Date
    action: A
    /** The id of what the action is about. */
    subjectId: string
    /** The document this is about, so that its page can show the entry. */
    documentId?: string
  } & FactsOf<A>
}[AuditAction]

/** The rule of an action by its name in the log; null for a name that this release does not have. */
export const actionRule = (name: string): ActionRule<Facts> | null =>
  Object.hasOwn(ACTIONS, name) ? (ACTIONS[name as AuditAction] as ActionRule<Facts>) : null
