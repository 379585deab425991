import type { Operation } from '../operation.ts'
import { accessOperations } from './access.ts'
import { definitionOperations } from './definitions.ts'
import { documentOperations } from './documents.ts'
import { draftOperations } from './drafts.ts'
import { lifecycleOperations } from './lifecycle.ts'
import { oversightOperations } from './oversight.ts'
import { peopleOperations } from './people.ts'
import { roundOperations } from './rounds.ts'
import { textOperations } from './texts.ts'
import { versionOperations } from './versions.ts'

/** Every operation there is, in the order of the documentation. */
export const OPERATIONS: readonly Operation[] = [
  ...peopleOperations,
  ...accessOperations,
  ...documentOperations,
  ...draftOperations,
  ...versionOperations,
  ...textOperations,
  ...lifecycleOperations,
  ...roundOperations,
  ...definitionOperations,
  ...oversightOperations,
]
