import type { LucideIcon } from 'lucide-react'
import type { Needs } from '#domain/roles.ts'

/** The parts of the rail from top to bottom. `heading` is null for a part without one. */
export const RAIL_GROUPS = [
  { id: 'top', heading: null },
  { id: 'documents', heading: 'Documents' },
  { id: 'oversight', heading: 'Oversight' },
  { id: 'foot', heading: null },
] as const
export type RailGroup = (typeof RAIL_GROUPS)[number]['id']

/** One thing a reader can go to or do. The rail, the palette, the shortcuts and the help are views of one list of these. */
export interface Command {
  id: string
  label: string
  /** Other words under which the palette finds it. */
  also?: string
  group: 'Pages' | 'Actions'
  icon: LucideIcon
  to: string
  /** Keys pressed one after the other, as in `g i`. */
  keys?: string
  /** Where it stands in the rail; absent: only in the palette. */
  rail?: RailGroup
  /** Absent: everybody has it. */
  needs?: Needs
}
