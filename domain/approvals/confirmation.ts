import { DomainError } from '../errors.ts'
import type { StepDefinition } from './definition.ts'

/** How somebody can prove who they are at the moment of a signature. */
export const CONFIRMATION_METHODS = ['password', 'passkey'] as const
export type ConfirmationMethod = (typeof CONFIRMATION_METHODS)[number]

/** A fresh sign-in that was checked just now, for the decision that is sent with it. */
export interface Confirmation {
  by: ConfirmationMethod
  at: Date
}

/** "Confirmed by password", as pages and the printed signature say it. */
export const CONFIRMATION_LABELS = {
  password: 'Confirmed by password',
  passkey: 'Confirmed by passkey',
} as const satisfies Record<ConfirmationMethod, string>

/**
 * A step that asks for a fresh sign-in is decided with one and not otherwise: approved and rejected alike, because both are
 * signed. An API key has neither password nor passkey, so nobody decides such a step through the API.
 * @throws DomainError fresh_sign_in_required
 */
export function assertConfirmed(
  { freshSignIn }: Pick<StepDefinition, 'freshSignIn'>,
  confirmation: Confirmation | null,
  via: 'page' | 'api' | 'system',
): void {
  if (freshSignIn && confirmation === null) throw new DomainError('fresh_sign_in_required', { via })
}
