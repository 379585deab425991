/** What makes a new organization ready, in the order in which it is best done. */
export const FIRST_STEPS = ['position', 'invite', 'document', 'submit', 'publish'] as const
export type FirstStep = (typeof FIRST_STEPS)[number]

/** Which steps are done, by what is there. */
export type FirstSteps = Record<FirstStep, boolean>

export const allDone = (steps: FirstSteps): boolean => FIRST_STEPS.every((step) => steps[step])
