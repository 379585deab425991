import { BookLock, Settings } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** The organization and the reader in it. */
export const settingsCommands = (org: string): Command[] => [
  {
    id: 'settings',
    label: 'Settings',
    group: 'Pages',
    icon: Settings,
    to: paths.settings(org),
    keys: 'g s',
    rail: 'foot',
    needs: { capability: 'members.manage' },
  },
  { id: 'account', label: 'Account and sign-in', group: 'Pages', icon: BookLock, to: paths.account() },
]
