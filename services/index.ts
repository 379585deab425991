import { absenceService } from './absences/index.ts'
import { apiKeyService } from './api-keys/index.ts'
import { approvalDefinitionService } from './approval-definitions/index.ts'
import { attachmentService } from './attachments/index.ts'
import { auditService } from './audit/index.ts'
import { boundService } from './bound/index.ts'
import { calendarFeedService } from './calendar-feeds/index.ts'
import { campaignService } from './campaigns/index.ts'
import { checkService } from './checks/index.ts'
import { commentService } from './comments/index.ts'
import { departmentService } from './departments/index.ts'
import { compareService } from './documents/compare.ts'
import { draftService } from './documents/drafts.ts'
import { documentService } from './documents/index.ts'
import { versionService } from './documents/versions.ts'
import { groupService } from './groups/index.ts'
import { idempotencyService } from './idempotency/index.ts'
import { invitationService } from './invitations/index.ts'
import { libraryService } from './library/index.ts'
import { memberService } from './members/index.ts'
import { deliveryService } from './notifications/deliveries.ts'
import { notificationService } from './notifications/index.ts'
import { notificationPreferenceService } from './notifications/preferences.ts'
import { holidayService } from './organizations/holidays.ts'
import { organizationService } from './organizations/index.ts'
import { renditionService } from './renditions/index.ts'
import { reviewService } from './reviews/index.ts'
import { roundService } from './rounds/index.ts'
import { signoffService } from './signoffs/index.ts'
import type { Deps } from './transaction.ts'
import { upcomingService } from './upcoming/index.ts'
import { verifyService } from './verify/index.ts'
import { workService } from './work/index.ts'

/** All use cases. Routes, API and activities call these and nothing below them. */
export const createServices = (deps: Deps) => ({
  upcoming: upcomingService(deps),
  absences: absenceService(deps),
  apiKeys: apiKeyService(deps),
  approvalDefinitions: approvalDefinitionService(deps),
  attachments: attachmentService(deps),
  audit: auditService(deps),
  bound: boundService(deps),
  calendarFeeds: calendarFeedService(deps),
  campaigns: campaignService(deps),
  comments: commentService(deps),
  checks: checkService(deps),
  compare: compareService(deps),
  deliveries: deliveryService(deps),
  departments: departmentService(deps),
  documents: documentService(deps),
  drafts: draftService(deps),
  groups: groupService(deps),
  holidays: holidayService(deps),
  idempotency: idempotencyService(deps),
  invitations: invitationService(deps),
  library: libraryService(deps),
  members: memberService(deps),
  notificationPreferences: notificationPreferenceService(deps),
  notifications: notificationService(deps),
  organizations: organizationService(deps),
  renditions: renditionService(deps),
  reviews: reviewService(deps),
  rounds: roundService(deps),
  signoffs: signoffService(deps),
  /** What pages and the API make of texts; no use case, so it asks for nobody's rights. */
  texts: deps.texts,
  verify: verifyService(deps),
  versions: versionService(deps),
  work: workService(deps),
})

export type Services = ReturnType<typeof createServices>
