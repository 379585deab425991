import { createHash } from 'node:crypto'
import type { Mail } from '../ports.ts'

interface Letter {
  to: Mail['to']
  subject: string
  paragraphs: string[]
  button: { words: string; url: string }
  /** What to know if the mail was not expected. */
  closing: string
  /** Distinguishes this letter from every other; hashed, since it may hold a token. */
  key: string
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** One column, one button, readable without images and styles: mail programs keep little else. */
function letter({ to, subject, paragraphs, button, closing, key }: Letter): Mail {
  const text = [...paragraphs, `${button.words}:\n${button.url}`, closing].join('\n\n')
  const paragraph = (words: string, style: string) => `<p style="margin:0 0 16px;${style}">${escapeHtml(words)}</p>`
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f5f7f7;font:15px/22px Inter,system-ui,sans-serif;color:#141b1c">
<div style="max-width:552px;margin:0 auto;padding:28px;background:#fff;border:1px solid #e1e6e6;border-radius:10px">
<p style="margin:0 0 20px;font-weight:600">Accord</p>
${paragraphs.map((words) => paragraph(words, '')).join('\n')}
<p style="margin:24px 0"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:10px 16px;background:#0b6660;color:#fff;border-radius:6px;text-decoration:none;font-weight:500">${escapeHtml(button.words)}</a></p>
${paragraph(closing, 'font-size:13px;color:#4c585a')}
</div></body></html>`
  return { to, subject, text, html, key: createHash('sha256').update(key).digest('hex').slice(0, 32) }
}

/** The link with which a forgotten password is replaced. */
export const passwordResetMail = (facts: {
  user: { name: string; email: string }
  token: string
  baseUrl: string
}): Mail =>
  letter({
    to: { name: facts.user.name, address: facts.user.email },
    subject: 'Choose a new password',
    paragraphs: [
      `Hello ${facts.user.name},`,
      'Someone, most likely you, asked to replace your password. The link works once, for one hour.',
    ],
    button: { words: 'Choose a new password', url: `${facts.baseUrl}/reset-password/${facts.token}` },
    closing: 'If it was not you, do nothing: your password stays as it is.',
    key: facts.token,
  })

/** The link with which a new person proves that the address is theirs. */
export const signUpMail = (facts: { email: string; token: string; baseUrl: string }): Mail =>
  letter({
    to: { name: '', address: facts.email },
    subject: 'Finish signing up to Accord',
    paragraphs: ['Open the link to choose a password and name your organization. It works once, for one day.'],
    button: { words: 'Finish signing up', url: `${facts.baseUrl}/sign-up/${facts.token}` },
    closing: 'If you did not ask for this, do nothing: no account was made.',
    key: facts.token,
  })

/** Answers a sign-up with an address that has an account already; the page says the same in both cases. */
export const alreadySignedUpMail = (facts: { name: string; email: string; at: Date; baseUrl: string }): Mail =>
  letter({
    to: { name: facts.name, address: facts.email },
    subject: 'You already have an account',
    paragraphs: [
      `Hello ${facts.name},`,
      'Someone, most likely you, tried to sign up with this address. It has an account: sign in instead, or choose a new password there.',
    ],
    button: { words: 'Sign in', url: `${facts.baseUrl}/sign-in` },
    closing: 'If it was not you, do nothing.',
    key: `${facts.email} ${facts.at.toISOString()}`,
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
  letter({
    to: { name: '', address: facts.email },
    subject: `${facts.invitedBy} invites you to ${facts.organization}`,
    paragraphs: [
      `${facts.invitedBy} invites you to join ${facts.organization} on Accord, as ${facts.roles}.`,
      `The link works once, until ${facts.expires}.`,
    ],
    button: { words: 'Join', url: `${facts.baseUrl}/invitations/${facts.token}` },
    closing: 'If you do not know who this is, do nothing.',
    key: facts.token,
  })
