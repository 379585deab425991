import { BookOpenCheck, Megaphone } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** What people are asked to read and to accept. */
export const campaignCommands = (org: string): Command[] => [
  {
    id: 'campaigns',
    label: 'Campaigns',
    also: 'acknowledgment attestation read accept',
    group: 'Pages',
    icon: Megaphone,
    to: paths.campaigns(org),
    keys: 'g c',
    rail: 'oversight',
    needs: { capability: 'campaigns.read' },
  },
  {
    id: 'my-policies',
    label: 'My policies',
    also: 'read accept acknowledge',
    group: 'Pages',
    icon: BookOpenCheck,
    to: paths.myPolicies(org),
    keys: 'g m',
    rail: 'foot',
  },
]
