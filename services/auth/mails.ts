import { paths } from '#domain/paths.ts'
import { renderMail } from '../mail-template/index.ts'
import type { Mail } from '../ports.ts'
import { tokenHash } from '../tokens.ts'

/** The link with which a forgotten password is replaced. */
export const passwordResetMail = (facts: {
  user: { name: string; email: string }
  token: string
  baseUrl: string
  key: string
}): Mail =>
  renderMail({
    to: { name: facts.user.name, address: facts.user.email },
    subject: 'Choose a new password',
    from: 'Accord',
    lead: `Hello ${facts.user.name},`,
    heading: 'Choose a new password',
    paragraphs: ['Someone, most likely you, asked to replace your password. The link works once, for one hour.'],
    button: { words: 'Choose a new password', url: facts.baseUrl + paths.resetPassword(facts.token) },
    closing: 'If it was not you, do nothing: your password stays as it is.',
    key: facts.key,
  })

/** The link with which a new person proves that the address is theirs. */
export const signUpMail = (facts: { email: string; token: string; baseUrl: string; key: string }): Mail =>
  renderMail({
    to: { name: '', address: facts.email },
    subject: 'Finish signing up to Accord',
    from: 'Accord',
    heading: 'Finish signing up',
    paragraphs: ['Open the link to choose a password and name your organization. It works once, for one day.'],
    button: { words: 'Finish signing up', url: facts.baseUrl + paths.signUp(facts.token) },
    closing: 'If you did not ask for this, do nothing: no account was made.',
    key: facts.key,
  })

/** Answers a sign-up with an address that has an account already; the page says the same in both cases. */
export const alreadySignedUpMail = (facts: { name: string; email: string; baseUrl: string; key: string }): Mail =>
  renderMail({
    to: { name: facts.name, address: facts.email },
    subject: 'You already have an account',
    from: 'Accord',
    lead: `Hello ${facts.name},`,
    heading: 'You already have an account',
    paragraphs: [
      'Someone, most likely you, tried to sign up with this address. It has an account: sign in instead, or choose a new password there.',
    ],
    button: { words: 'Sign in', url: facts.baseUrl + paths.signIn() },
    closing: 'If it was not you, do nothing.',
    key: facts.key,
  })

/** An invitation to an organization; whoever holds the link holds the mailbox. */
export const invitationMail = (facts: {
  email: string
  organization: string
  invitedBy: string
  roles: string
  token: string
  baseUrl: string
  expires: string
}): Mail =>
  renderMail({
    to: { name: '', address: facts.email },
    subject: `${facts.invitedBy} invites you to ${facts.organization}`,
    from: facts.organization,
    lead: `${facts.invitedBy} invites you`,
    heading: `Join ${facts.organization} on Accord`,
    paragraphs: [`You are asked to be there as ${facts.roles}.`, `The link works once, until ${facts.expires}.`],
    button: { words: 'Join', url: facts.baseUrl + paths.invitation(facts.token) },
    closing: 'If you do not know who this is, do nothing.',
    // Mail servers write it to their logs, and whoever has the token can use the link.
    key: tokenHash(facts.token),
  })
