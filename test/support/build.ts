import { build } from '#engines/build/build.ts'
import { isBuilt } from '#engines/build/sources.ts'
import { madeOnce } from './once.ts'

/** Builds what production runs, unless that was done. */
export const ensureBuilt = (): Promise<void> => madeOnce('build', isBuilt, () => build({ quiet: true }))
