import { ScrollText } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** What happened in the organization. */
export const auditCommands = (org: string): Command[] => [
  {
    id: 'audit',
    label: 'Audit log',
    group: 'Pages',
    icon: ScrollText,
    to: paths.audit(org),
    keys: 'g a',
    rail: 'oversight',
    needs: { capability: 'audit.read' },
  },
]
