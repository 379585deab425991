/** Who may read it, from everyone to named people. */
export const CLASSIFICATIONS = ['public', 'internal', 'confidential', 'restricted'] as const
export type Classification = (typeof CLASSIFICATIONS)[number]

/** Whether everybody in the organization may read it, once it is in effect. */
export const isOpen = (classification: Classification): boolean =>
  classification === 'public' || classification === 'internal'

export const CLASSIFICATION_LABELS = {
  public: 'Public',
  internal: 'Internal',
  confidential: 'Confidential',
  restricted: 'Restricted',
} as const satisfies Record<Classification, string>
