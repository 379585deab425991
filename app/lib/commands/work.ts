import { Bell, FileCheck, House, Inbox } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** What waits for the reader. */
export const workCommands = (org: string): Command[] => [
  { id: 'home', label: 'Home', group: 'Pages', icon: House, to: paths.home(org), keys: 'g h', rail: 'top' },
  { id: 'inbox', label: 'Inbox', group: 'Pages', icon: Inbox, to: paths.inbox(org), keys: 'g i', rail: 'top' },
  {
    id: 'sign',
    label: 'Sign what waits for you',
    also: 'approve reject decide',
    group: 'Actions',
    icon: FileCheck,
    to: paths.inbox(org),
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
]
