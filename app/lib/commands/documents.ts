import { FileText, ListChecks, Plus, SquareLibrary } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** The library, and new documents. */
export const documentCommands = (org: string): Command[] => [
  {
    id: 'policies',
    label: 'Policies',
    group: 'Pages',
    icon: FileText,
    to: paths.policies(org),
    keys: 'g p',
    rail: 'documents',
  },
  {
    id: 'procedures',
    label: 'Procedures',
    group: 'Pages',
    icon: ListChecks,
    to: paths.procedures(org),
    keys: 'g r',
    rail: 'documents',
  },
  {
    id: 'documents',
    label: 'All documents',
    group: 'Pages',
    icon: SquareLibrary,
    to: paths.documents(org),
    keys: 'g d',
    rail: 'documents',
  },
  {
    id: 'new-policy',
    label: 'New policy',
    group: 'Actions',
    icon: Plus,
    to: paths.newDocument(org, 'policy'),
    keys: 'c p',
    needs: { capability: 'documents.create' },
  },
  {
    id: 'new-procedure',
    label: 'New procedure',
    group: 'Actions',
    icon: Plus,
    to: paths.newDocument(org, 'procedure'),
    keys: 'c r',
    needs: { capability: 'documents.create' },
  },
]
