import { absences } from './absences/operations.ts'
import { apiKeys } from './api-keys/operations.ts'
import { approvalDefinitions } from './approval-definitions/operations.ts'
import { attachments } from './attachments/operations.ts'
import { audit } from './audit/operations.ts'
import { bound } from './bound/operations.ts'
import { calendarFeeds } from './calendar-feeds/operations.ts'
import { campaigns } from './campaigns/operations.ts'
import { comments } from './comments/operations.ts'
import { deliveries } from './deliveries/operations.ts'
import { departments } from './departments/operations.ts'
import { documents } from './documents/operations.ts'
import { drafts } from './drafts/operations.ts'
import { exports } from './exports/operations.ts'
import { groups } from './groups/operations.ts'
import { holidays } from './holidays/operations.ts'
import { invitations } from './invitations/operations.ts'
import { lifecycle } from './lifecycle/operations.ts'
import { me } from './me/operations.ts'
import { members } from './members/operations.ts'
import { notificationDefaults } from './notification-defaults/operations.ts'
import { notifications } from './notifications/operations.ts'
import type { Operation, Resource } from './operation.ts'
import { reviews } from './reviews/operations.ts'
import { rounds } from './rounds/operations.ts'
import { signoffs } from './signoffs/operations.ts'
import { versions } from './versions/operations.ts'

/** Every noun of the API, in the order of the documentation. */
export const RESOURCES: readonly Resource[] = [
  me,
  members,
  absences,
  invitations,
  groups,
  departments,
  holidays,
  apiKeys,
  documents,
  drafts,
  attachments,
  versions,
  exports,
  lifecycle,
  rounds,
  signoffs,
  comments,
  reviews,
  calendarFeeds,
  approvalDefinitions,
  campaigns,
  bound,
  notifications,
  notificationDefaults,
  deliveries,
  audit,
]

/** Every operation there is. */
export const OPERATIONS: readonly Operation[] = RESOURCES.flatMap(({ operations }) => operations)
