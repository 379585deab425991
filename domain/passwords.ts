/** Long enough that guessing behind the lockout is hopeless; no rules of composition, which only make passwords worse. */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const
