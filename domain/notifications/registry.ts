import type { z } from 'zod'
import * as KINDS from './kinds/index.ts'

export type NotificationKind = keyof typeof KINDS
export type FactsOf<K extends NotificationKind> = z.input<(typeof KINDS)[K]['facts']>

/** Every kind of notification by the name that is stored. */
export const NOTIFICATION_KINDS: typeof KINDS = KINDS

const isKind = (name: string): name is NotificationKind => Object.hasOwn(NOTIFICATION_KINDS, name)

/** A kind by its stored name; null for a name that this version of Accord does not have. */
export const kindNamed = (name: string) => (isKind(name) ? NOTIFICATION_KINDS[name] : null)
