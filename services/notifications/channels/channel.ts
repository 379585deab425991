import type { MailParts, Words } from '#domain/notifications/kind.ts'
import type { Mailer } from '../../ports.ts'

interface Link {
  words: string
  url: string
}

/** A notification as it is sent. */
export interface Message {
  /** The id of the notification: the same for each attempt, so that a repeated message can be recognized. */
  key: string
  to: { name: string; email: string }
  /** The name of the organization. */
  from: string
  words: Words
  /** Of the page that the notification links to. */
  url: string
  /** What the kind adds for its reader; the links in it are whole. */
  parts: Omit<MailParts, 'answers' | 'lists'> & {
    answers?: Link[]
    lists?: { heading: string; links: Link[] }[]
  }
}

/** Sends one message. @returns what the receiving server said @throws when it was not sent; it is tried again later */
export type Channel = (message: Message) => Promise<string | undefined>

/** What channels send with. */
export interface ChannelPorts {
  mailer: Mailer
}
