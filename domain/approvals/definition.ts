export const APPROVAL_TYPES = ['approval', 'review', 'publication', 'retirement'] as const
export type ApprovalType = (typeof APPROVAL_TYPES)[number]

export const ROUND_STATUSES = ['running', 'approved', 'rejected', 'withdrawn', 'canceled'] as const
export type RoundStatus = (typeof ROUND_STATUSES)[number]

export const STEP_STATUSES = ['waiting', 'active', 'approved', 'rejected', 'canceled', 'skipped'] as const
export type StepStatus = (typeof STEP_STATUSES)[number]

/** `all`: everybody asked; `any`: one is enough; `quorum`: as many as the step says. */
export const STEP_RULES = ['all', 'any', 'quorum'] as const
export type StepRule = (typeof STEP_RULES)[number]

export const SIGNOFF_STATUSES = ['pending', 'approved', 'rejected', 'withdrawn', 'delegated'] as const
export type SignoffStatus = (typeof SIGNOFF_STATUSES)[number]

export const PUBLICATION_MODES = ['on_approval', 'on_date', 'manual'] as const
export type PublicationMode = (typeof PUBLICATION_MODES)[number]
