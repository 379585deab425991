import { agendaService } from './agenda.ts'
import { apiKeyService } from './apiKeys.ts'
import { approvalDefinitionService } from './approval-definitions.ts'
import { auditService } from './audit-log.ts'
import { compareService } from './documents/compare.ts'
import { draftService } from './documents/drafts.ts'
import { documentService } from './documents/index.ts'
import { versionService } from './documents/versions.ts'
import { idempotencyService } from './idempotency.ts'
import { invitationService } from './invitations.ts'
import type { Deps } from './kernel.ts'
import { libraryService } from './library.ts'
import { memberService } from './members/index.ts'
import { notificationService } from './notifications.ts'
import { organizationService } from './organizations.ts'
import { renditionService } from './renditions/index.ts'
import { roundService } from './rounds.ts'
import { signoffService } from './signoffs.ts'

/** All use cases. Routes, API and activities call these and nothing below them. */
export const createServices = (deps: Deps) => ({
  agenda: agendaService(deps),
  apiKeys: apiKeyService(deps),
  approvalDefinitions: approvalDefinitionService(deps),
  audit: auditService(deps),
  compare: compareService(deps),
  documents: documentService(deps),
  drafts: draftService(deps),
  idempotency: idempotencyService(deps),
  invitations: invitationService(deps),
  library: libraryService(deps),
  members: memberService(deps),
  notifications: notificationService(deps),
  organizations: organizationService(deps),
  renditions: renditionService(deps),
  rounds: roundService(deps),
  signoffs: signoffService(deps),
  versions: versionService(deps),
})

export type Services = ReturnType<typeof createServices>
