import { createHash } from 'node:crypto'
import type { Mail } from '../ports.ts'
import { asHtml } from './html.ts'

interface Link {
  words: string
  url: string
}

/** What a mail says, part by part in the order of reading; how it looks is the same for all. */
export interface MailTemplate {
  to: Mail['to']
  subject: string
  /** Who writes: an organization, or Accord itself. */
  from: string
  /** Above the heading: whom it is for, and who wants what of them. */
  lead?: string
  heading: string
  paragraphs: string[]
  /** By when, or since when: the words before the day, and the day, which stands out. Ends the first paragraph. */
  due?: { words: string; day: string }
  /** What is new in the document, point by point. */
  changes?: string[]
  quote?: { by: string; words: string }
  /** Lists of links, each below a heading of its own. */
  lists?: { heading: string; links: Link[] }[]
  button: Link
  /** Ways to the same page that begin with an answer. */
  answers?: Link[]
  /** Why this came, and what to know if it was not expected. */
  closing: string
  /** Distinguishes this letter from every other; hashed, since it may hold a token. */
  key: string
}

/** A letter as a mail: HTML for programs that show it, and text, link first, for all others. */
export function renderMail(parts: MailTemplate): Mail {
  const { to, subject, key } = parts
  return {
    to,
    subject,
    text: asText(parts),
    html: asHtml(parts),
    key: createHash('sha256').update(key).digest('hex').slice(0, 32),
  }
}

function asText({
  from,
  lead,
  heading,
  paragraphs,
  due,
  changes = [],
  quote,
  lists = [],
  button,
  closing,
}: MailTemplate): string {
  const parts = [
    lead,
    heading,
    `${button.words}:\n${button.url}`,
    ...paragraphs.map((words, at) => (at === 0 && due ? `${words} ${due.words} ${due.day}.` : words)),
    changes.length > 0 && ['What changed', ...changes.map((change) => `- ${change}`)].join('\n'),
    quote && `${quote.by} writes:\n${quote.words}`,
    ...lists.map(({ heading, links }) =>
      [heading, ...links.map(({ words, url }) => `- ${words}\n  ${url}`)].join('\n'),
    ),
    `${closing}\n${from}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}
