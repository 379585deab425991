import { z } from 'zod'
import type { SubjectType } from '../audit/action.ts'
import type { Priority } from './delivery.ts'
import type { DetailsOf } from './details.ts'
import type { Must } from './preferences.ts'

/** What a notification says in the notification center, in mails and in other messages. */
export interface Words {
  /** The subject of a mail; fits one line of the notification center. */
  title: string
  /** One or two sentences. */
  body: string
  /** The name of the link. */
  action: string
}

/** What words can use beside the facts. */
export interface Reading {
  /** The document by the name that its reader has for it: "POL-AC-001 Access control". */
  document: string
  /** The date on which an instant falls in the reader's time zone: "3 Dec 2026". */
  day: (instant: string) => string
}

/** What the address of a notification's page is made of. */
export interface Place {
  /** The slug of the organization. */
  org: string
  subjectId: string
  /** Of the document; empty for a notification about no document. */
  identifier: string
}

/** Parts that replace or complete those that every mail has; see services/mail-template. Links are addresses of pages. */
export interface MailParts {
  lead?: string
  heading?: string
  paragraphs?: string[]
  due?: { words: string; day: string }
  changes?: string[]
  quote?: { by: string; words: string }
  /** Lists of links, each below a heading of its own. */
  lists?: { heading: string; links: { words: string; address: string }[] }[]
  answers?: { words: string; address: string }[]
  closing?: string
}

/** The picture in front of a notification. `app/components/work/notification-list.tsx` has one for each. */
export type Icon =
  | 'request'
  | 'reminder'
  | 'overdue'
  | 'alarm'
  | 'undone'
  | 'signature'
  | 'rejected'
  | 'approved'
  | 'in_effect'
  | 'archived'
  | 'owner'
  | 'other'

interface Definition<S extends SubjectType, F extends z.ZodRawShape> {
  /** The type of row that the notification is about; its id is stored with it. */
  subject: S
  /** What is stored for the words, each bounded: see facts.ts. The document's name is not stored but read with it. */
  facts: F
  icon: Icon
  priority: Priority
  /** What people choose by when they say how they want to be notified: "You are asked to sign". */
  label?: string
  /** Its receiver has something to do, and is done with it once that is done. Any other kind is news. */
  asks?: true
  /** Why nobody can switch it off; absent for what anybody can. */
  must?: Must
  words: (facts: z.output<z.ZodObject<F>>, reading: Reading) => Words
  /** The address of the page that it links to. */
  leadsTo: (place: Place) => string
  /** For a kind whose mail says more than its words. */
  mail?: (details: DetailsOf<S>, reading: Reading & Place, facts: z.output<z.ZodObject<F>>) => MailParts
}

/** Makes a kind of notification from its definition. Each kind is one file in kinds/, and one line in kinds/index.ts. */
export function defineKind<const S extends SubjectType, F extends z.ZodRawShape>(definition: Definition<S, F>) {
  const { subject, icon, priority, label, asks = false, must, leadsTo, words, mail } = definition
  const facts = z.strictObject(definition.facts)
  return {
    subject,
    facts,
    icon,
    priority,
    label: label ?? null,
    asks,
    must: must ?? null,
    leadsTo,
    /** @returns null when the stored facts are not those of this kind, as when another version of Accord wrote them */
    words(stored: unknown, reading: Reading): Words | null {
      const parsed = facts.safeParse(stored)
      return parsed.success ? words(parsed.data, reading) : null
    },
    /** @param details of a subject of this kind's type, or null when there are none */
    mail(details: unknown, reading: Reading & Place, stored: unknown): MailParts {
      const parsed = facts.safeParse(stored)
      return mail && details && parsed.success ? mail(details as DetailsOf<S>, reading, parsed.data) : {}
    },
  }
}
