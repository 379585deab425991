/** An enterprise writes and distributes policies; an agency receives them from several enterprises. */
export const ORGANIZATION_TYPES = ['enterprise', 'agency'] as const
export type OrganizationType = (typeof ORGANIZATION_TYPES)[number]

export const MEMBERSHIP_STATUSES = ['active', 'removed'] as const
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number]
