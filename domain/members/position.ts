import type { Role } from '../roles.ts'

/** What an admin is called beside their name who was given no position. */
export const POSITION_OF_ADMINS = 'Administrator'

/** The position of a member, as it is shown and as it stands under what they sign. */
export const shownPosition = ({
  positionTitle,
  roles,
}: {
  positionTitle: string | null
  roles: readonly string[]
}): string | null => positionTitle ?? (roles.includes('admin' satisfies Role) ? POSITION_OF_ADMINS : null)
