import type { Deps } from './kernel.ts'
import { organizationService } from './organizations.ts'

/** All use cases. */
export const createServices = (deps: Deps) => ({
  organizations: organizationService(deps),
})

export type Services = ReturnType<typeof createServices>
