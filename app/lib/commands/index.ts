import type { Actor } from '#domain/actor.ts'
import { type Holder, meets } from '#domain/roles.ts'
import { auditCommands } from './audit.ts'
import { campaignCommands } from './campaigns.ts'
import type { Command } from './command.ts'
import { documentCommands } from './documents.ts'
import { reviewCommands } from './reviews.ts'
import { settingsCommands } from './settings.ts'
import { workCommands } from './work.ts'

/** One line for each noun, in the order of the rail. */
const NOUNS = [workCommands, documentCommands, reviewCommands, campaignCommands, auditCommands, settingsCommands]

/** The commands that this reader has. */
export const commandsOf = (reader: Holder & Pick<Actor, 'orgSlug' | 'orgType'>): Command[] =>
  NOUNS.flatMap((commands) => commands(reader.orgSlug)).filter(({ needs }) => meets(reader, needs ?? {}))

/**
 * Commands of which a word begins with each of these, actions before pages and otherwise in their order; all of them for no
 * words.
 */
export function matchCommands(commands: readonly Command[], words: string): Command[] {
  const wanted = wordsIn(words)
  const found = commands.filter(({ label, also = '' }) => {
    const own = wordsIn(`${label} ${also}`)
    return wanted.every((word) => own.some((one) => one.startsWith(word)))
  })
  if (wanted.length === 0) return found
  return [...found.filter(({ group }) => group === 'Actions'), ...found.filter(({ group }) => group === 'Pages')]
}

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean)

/** Keys of lists. They act on the row in focus, so no address belongs to them. */
export const LIST_KEYS = [
  { keys: 'j k', label: 'Next and previous row' },
  { keys: 'Enter', label: 'Open the row' },
  { keys: 'Space', label: 'Peek at the row' },
  { keys: 'x', label: 'Select the row' },
  { keys: 'a', label: 'Approve, in the inbox' },
  { keys: 'r', label: 'Reject, in the inbox' },
  { keys: 'Mod K', label: 'Search documents, pages and actions' },
  { keys: '?', label: 'This help' },
] as const
