import { CalendarClock } from 'lucide-react'
import { paths } from '#domain/paths.ts'
import type { Command } from './command.ts'

/** Regular reviews of documents in effect. */
export const reviewCommands = (org: string): Command[] => [
  {
    id: 'reviews',
    label: 'Reviews',
    also: 'due overdue calendar',
    group: 'Pages',
    icon: CalendarClock,
    to: paths.reviews(org),
    keys: 'g v',
    rail: 'oversight',
  },
]
