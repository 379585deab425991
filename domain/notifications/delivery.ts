/**
 * `digest`: it goes with the next digest of its receiver. `skipped`: it must not be sent to this receiver; see SKIP_REASONS.
 * `failed`: it could not be sent.
 */
export const DELIVERY_STATUSES = ['pending', 'sending', 'digest', 'sent', 'skipped', 'failed'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** Why a notification was not sent at all. It is decided when it is to be sent, not when it is written. */
export const SKIP_REASONS = [
  'not_a_member',
  'document_not_readable',
  'switched_off',
  'settled',
  'nothing_to_say',
  'discarded',
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** Deliveries with the lowest number are sent first. `urgent`: a process waits for what the receiver does. */
export const PRIORITIES = { urgent: 0, normal: 1 } as const
export type Priority = keyof typeof PRIORITIES

/** How admins find deliveries, by their status. */
export const DELIVERY_SHELVES = {
  failed: ['failed'],
  waiting: ['pending', 'sending', 'digest'],
  sent: ['sent'],
  skipped: ['skipped'],
} as const satisfies Record<string, readonly DeliveryStatus[]>
export type DeliveryShelf = keyof typeof DELIVERY_SHELVES

/** How often a message is tried, and how long it waits in between: about a day in all, then somebody must look. */
export const DELIVERY_RETRY = { firstMs: 15_000, mostMs: 3_600_000, mostAttempts: 30 } as const
