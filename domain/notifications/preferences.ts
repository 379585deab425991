/** How a mail of a kind is sent. */
export const MAIL_MODES = ['at_once', 'digest', 'off'] as const
export type MailMode = (typeof MAIL_MODES)[number]

export const MAIL_MODE_LABELS = { at_once: 'At once', digest: 'Daily digest', off: 'Off' } as const satisfies Record<
  MailMode,
  string
>

/** Why a kind cannot be switched off, and which mails it may have. `security` does not wait for the end of quiet hours. */
export const MUST = {
  asked: { why: 'Always sent: others wait for what you do.', modes: MAIL_MODES.filter((mode) => mode !== 'off') },
  security: { why: 'Always sent: it protects your account.', modes: ['at_once'] },
} as const satisfies Record<string, { why: string; modes: readonly MailMode[] }>
export type Must = keyof typeof MUST

/** Modes by the name of a kind. A kind that is not named has the mode of whoever is asked next. */
export type MailModes = Partial<Record<string, MailMode>>

/** The mails that a kind may have. */
export const modesOf = (must: Must | null): readonly MailMode[] => (must === null ? MAIL_MODES : MUST[must].modes)

/** How the mail of a kind is sent: as the person chose, else as the organization did, else at once. */
export function mailModeOf(name: string, must: Must | null, own: MailModes, ofOrganization: MailModes): MailMode {
  const modes = modesOf(must)
  const chosen = [own[name], ofOrganization[name]].find((mode) => mode !== undefined && modes.includes(mode))
  return chosen ?? 'at_once'
}
