import type { TestProject } from 'vitest/node'
import { bootEngines } from '#test/support/engines.ts'

/** Shared by the projects of one run, which each load this file anew: the engines are booted for the first that needs them. */
type Shared = { booted: ReturnType<typeof bootEngines>; users: number }
const shared = globalThis as typeof globalThis & { accordTestEngines?: Shared }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.accordTestEngines ??= { booted: bootEngines(), users: 0 }
  const mine = shared.accordTestEngines
  mine.users += 1
  const { engines, stop } = await mine.booted
  project.provide('engines', engines)
  return async () => {
    mine.users -= 1
    if (mine.users > 0) return
    delete shared.accordTestEngines
    await stop()
  }
}
