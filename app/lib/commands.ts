import {
  Bell,
  BookLock,
  FileText,
  House,
  Inbox,
  ListChecks,
  type LucideIcon,
  Plus,
  ScrollText,
  Settings,
  SquareLibrary,
} from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Capability } from '#domain/roles.ts'

/** One thing a reader can go to or do. The rail, the palette, the shortcuts and the help are views of one list of these. */
export interface Command {
  id: string
  label: string
  group: 'Pages' | 'Actions'
  icon: LucideIcon
  to: string
  /** Keys pressed one after the other, as in `g i`. */
  keys?: string
  /** Where it stands in the rail; absent: only in the palette. */
  rail?: 'top' | 'Documents' | 'Oversight' | 'foot'
  needs?: Capability
}

const all = (org: string): Command[] => [
  { id: 'home', label: 'Home', group: 'Pages', icon: House, to: paths.home(org), keys: 'g h', rail: 'top' },
  { id: 'inbox', label: 'Inbox', group: 'Pages', icon: Inbox, to: paths.inbox(org), keys: 'g i', rail: 'top' },
  {
    id: 'policies',
    label: 'Policies',
    group: 'Pages',
    icon: FileText,
    to: paths.policies(org),
    keys: 'g p',
    rail: 'Documents',
  },
  {
    id: 'procedures',
    label: 'Procedures',
    group: 'Pages',
    icon: ListChecks,
    to: paths.procedures(org),
    keys: 'g r',
    rail: 'Documents',
  },
  {
    id: 'documents',
    label: 'All documents',
    group: 'Pages',
    icon: SquareLibrary,
    to: paths.documents(org),
    keys: 'g d',
    rail: 'Documents',
  },
  {
    id: 'audit',
    label: 'Audit log',
    group: 'Pages',
    icon: ScrollText,
    to: paths.audit(org),
    keys: 'g a',
    rail: 'Oversight',
    needs: 'audit.read',
  },
  {
    id: 'notifications',
    label: 'Notifications',
    group: 'Pages',
    icon: Bell,
    to: paths.notifications(org),
    keys: 'g n',
    rail: 'foot',
  },
  {
    id: 'settings',
    label: 'Settings',
    group: 'Pages',
    icon: Settings,
    to: paths.settings(org),
    keys: 'g s',
    rail: 'foot',
    needs: 'members.manage',
  },
  {
    id: 'new-policy',
    label: 'New policy',
    group: 'Actions',
    icon: Plus,
    to: paths.newDocument(org, 'policy'),
    keys: 'c p',
    needs: 'documents.create',
  },
  {
    id: 'new-procedure',
    label: 'New procedure',
    group: 'Actions',
    icon: Plus,
    to: paths.newDocument(org, 'procedure'),
    keys: 'c r',
    needs: 'documents.create',
  },
  { id: 'account', label: 'Account and sign-in', group: 'Pages', icon: BookLock, to: paths.account() },
]

/** The commands this reader has. */
export const commandsOf = (org: string, may: (capability: Capability) => boolean): Command[] =>
  all(org).filter(({ needs }) => needs === undefined || may(needs))

/** Commands whose words all occur, in their order; all of them for no words. */
export function matchCommands(commands: readonly Command[], words: string): Command[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ label }) => wanted.every((word) => label.toLowerCase().includes(word)))
}

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
