/** The most that one proof holds. */
export const PROOF_LIMITS = { documents: 1_000, entries: 5_000 } as const
