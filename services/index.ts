import { auditService } from './audit-log.ts'
import { draftService } from './documents/drafts.ts'
import { documentService } from './documents/index.ts'
import { versionService } from './documents/versions.ts'
import type { Deps } from './kernel.ts'
import { libraryService } from './library.ts'
import { notificationService } from './notifications.ts'
import { organizationService } from './organizations.ts'
import { renditionService } from './renditions/index.ts'

/** All use cases. Routes, API and activities call these and nothing below them. */
export const createServices = (deps: Deps) => ({
  audit: auditService(deps),
  documents: documentService(deps),
  drafts: draftService(deps),
  library: libraryService(deps),
  notifications: notificationService(deps),
  organizations: organizationService(deps),
  renditions: renditionService(deps),
  versions: versionService(deps),
})

export type Services = ReturnType<typeof createServices>
