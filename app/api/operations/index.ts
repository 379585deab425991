import type { Operation } from '../operation.ts'
import { accessOperations } from './access.ts'
import { documentOperations } from './documents.ts'
import { draftOperations } from './drafts.ts'
import { oversightOperations } from './oversight.ts'
import { peopleOperations } from './people.ts'
import { versionOperations } from './versions.ts'

/** Every operation there is, in the order of the documentation. */
export const OPERATIONS: readonly Operation[] = [
  ...peopleOperations,
  ...accessOperations,
  ...documentOperations,
  ...draftOperations,
  ...versionOperations,
  ...oversightOperations,
]
