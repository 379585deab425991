import { dayIn } from './date-formatter.ts'
import type { NotificationKind } from './notifications.ts'

/** Facts of a notification as they are stored: names, labels, instants as ISO text. */
export type NotificationFacts = Readonly<Record<string, string | number | null>>

export interface NotificationWords {
  /** Begins a mail's subject; fits one line of the notification center. */
  title: string
  /** The whole of it, in one or two sentences. */
  body: string
  /** What the link is called. */
  action: string
}

/** What a notification says. The only place for its words: page, mail and API read the same. */
export function notificationWords(
  kind: NotificationKind,
  facts: NotificationFacts,
  timeZone = 'UTC',
): NotificationWords {
  const fact = (name: string, otherwise: string) => String(facts[name] ?? otherwise)
  const document = `${fact('identifier', 'A document')}${facts.title ? ` ${facts.title}` : ''}`
  const due = typeof facts.dueAt === 'string' ? dayIn(facts.dueAt, timeZone) : null
  const by = due === null ? '' : ` by ${due}`
  switch (kind) {
    case 'signoff_requested':
      return {
        title: `Please review ${document}`,
        body: `You are asked to sign off this version${by}.`,
        action: 'Review and sign',
      }
    case 'signoff_reminder':
      return {
        title: `Reminder: ${document} waits for you`,
        body: `Your sign-off is needed${by}.`,
        action: 'Review and sign',
      }
    case 'signoff_overdue':
      return {
        title: `Overdue: ${document} waits for you`,
        body: `Your sign-off was due${due === null ? '' : ` on ${due}`}.`,
        action: 'Review and sign',
      }
    case 'signoff_escalated':
      return {
        title: `Overdue: ${document}`,
        body: `${fact('signer', 'A signer')} has not decided${by}.`,
        action: 'Open the approval',
      }
    case 'signoff_withdrawn':
      return {
        title: `No longer needed: ${document}`,
        body: `Your sign-off is no longer needed. ${because(fact('because', ''))}`.trim(),
        action: 'Open the approval',
      }
    case 'signoff_recorded':
      return {
        title: `${fact('signer', 'A signer')} ${fact('decision', 'decided')}: ${document}`,
        body: 'A sign-off was recorded.',
        action: 'Open the approval',
      }
    case 'round_rejected':
      return {
        title: `Rejected: ${document}`,
        body: facts.by
          ? `${facts.by} rejected it and says why. It is a draft again.`
          : 'Nobody decided in time, so it was rejected. It is a draft again.',
        action: 'Read why',
      }
    case 'round_approved':
      return {
        title: `Approved: ${document}`,
        body: `All signers approved. It is now version ${fact('label', '')}.`.replace(' .', '.'),
        action: 'Open the approval',
      }
    case 'round_withdrawn':
      return {
        title: `Withdrawn: ${document}`,
        body: 'The approval was ended. The document is a draft again.',
        action: 'Open the approval',
      }
    case 'document_published':
      return {
        title: `In effect: ${document}`,
        body: `Version ${fact('label', '')} is in effect now.`,
        action: 'Open the document',
      }
    case 'document_archived':
      return {
        title: `Archived: ${document}`,
        body: `${fact('by', 'Somebody')} archived it. It is no longer in effect.`,
        action: 'Open the document',
      }
    case 'ownership_transferred':
      return {
        // With an owner it is told to others; without one, to the owner.
        title: `${facts.owner ? 'New owner' : 'Now yours'}: ${document}`,
        body: facts.owner
          ? `${facts.owner} owns it now, since its owner has left.`
          : `${fact('by', 'Somebody')} made you its owner.`,
        action: 'Open the document',
      }
    case 'invitation_accepted':
      return {
        title: `${fact('name', 'Somebody')} has joined`,
        body: 'Your invitation was accepted.',
        action: 'See the members',
      }
    case 'round_stuck':
      return {
        title: `Nobody can sign: ${document}`,
        body: `Too few people are left who may sign the step “${fact('step', '')}”. Withdraw it and submit it with other signers.`,
        action: 'Open the approval',
      }
  }
}

function because(reason: string): string {
  switch (reason) {
    case 'rejected':
      return 'Somebody else rejected this version.'
    case 'withdrawn':
      return 'The author took the document back.'
    case 'approved':
      return 'Enough others have approved.'
    default:
      return ''
  }
}
