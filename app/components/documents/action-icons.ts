import {
  ArchiveRestore,
  Bell,
  Box,
  CalendarCheck,
  CalendarX,
  CircleArrowUp,
  Download,
  FileCheck,
  type LucideIcon,
  Megaphone,
  Pencil,
  PencilLine,
  Send,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { DocumentAction } from '#app/lib/document-actions.ts'

/** The picture of each action, the same on buttons, in menus and in the palette. */
export const ACTION_ICONS: Record<DocumentAction, LucideIcon> = {
  sign: FileCheck,
  remind: Bell,
  edit: Pencil,
  submit: Send,
  withdraw: Undo2,
  publish: CircleArrowUp,
  unplan: CalendarX,
  confirm: CalendarCheck,
  revise: PencilLine,
  ask: Megaphone,
  restore: ArchiveRestore,
  archive: Box,
  delete: Trash2,
  download: Download,
}
