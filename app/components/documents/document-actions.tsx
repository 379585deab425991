import { Form, Link } from '@remix-run/react'
import {
  ArchiveRestore,
  Bell,
  Box,
  CalendarCheck,
  CalendarX,
  CircleArrowUp,
  Download,
  FileCheck,
  GitCompare,
  type LucideIcon,
  Pencil,
  PencilLine,
  Send,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { type ActionFacts, actionsFor, type DocumentAction } from '#app/lib/document-actions.ts'
import { listOf } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import { Button, StatusButton } from '../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'

interface Words {
  label: (facts: ActionFacts) => string
  icon: LucideIcon
  danger?: boolean
}

const WORDS: Record<DocumentAction, Words> = {
  sign: { label: () => 'Review and sign', icon: FileCheck },
  remind: {
    label: ({ awaited }) => (awaited.length > 2 ? `Remind ${awaited.length} signers` : `Remind ${listOf(awaited)}`),
    icon: Bell,
  },
  edit: { label: ({ empty }) => (empty ? 'Write the draft' : 'Edit draft'), icon: Pencil },
  submit: { label: () => 'Submit for approval…', icon: Send },
  withdraw: { label: () => 'Withdraw from review…', icon: Undo2, danger: true },
  publish: {
    label: ({ planned }) => (planned ? 'Change date…' : 'Publish…'),
    icon: CircleArrowUp,
  },
  unplan: { label: () => 'Cancel planned publication…', icon: CalendarX, danger: true },
  confirm: { label: () => 'Confirm unchanged…', icon: CalendarCheck },
  revise: { label: () => 'Revise…', icon: PencilLine },
  restore: { label: () => 'Restore…', icon: ArchiveRestore },
  archive: { label: () => 'Archive…', icon: Box, danger: true },
  delete: { label: () => 'Delete draft…', icon: Trash2, danger: true },
  download: { label: () => 'Download PDF', icon: Download },
}

export interface DocumentActionsProps {
  org: string
  identifier: string
  facts: ActionFacts
  /** Two versions worth comparing, when there are two. */
  compare: { words: string; to: string } | null
}

/** The one primary button of a document, and the menu with the rest. */
export function primaryAndMenu({ org, identifier, facts, compare }: DocumentActionsProps): {
  primary: ReactNode
  menu: ReactNode
} {
  const { primary, rest } = actionsFor(facts)
  const harmless = rest.filter((action) => !WORDS[action].danger)
  const dangerous = rest.filter((action) => WORDS[action].danger)
  const item = (action: DocumentAction) => <ActionItem key={action} {...{ org, identifier, facts, action }} />
  return {
    primary: primary ? <PrimaryAction {...{ org, identifier, facts }} action={primary} /> : null,
    menu: (
      <Menu>
        {harmless.map(item)}
        {compare ? (
          <MenuItem as={Link} to={compare.to} icon={GitCompare}>
            {compare.words}
          </MenuItem>
        ) : null}
        <MenuItem as="a" href={paths.documentExport(org, identifier, 'md')} icon={Download} download>
          Download Markdown
        </MenuItem>
        {dangerous.length > 0 ? <MenuSeparator /> : null}
        {dangerous.map(item)}
      </Menu>
    ),
  }
}

type One = Omit<DocumentActionsProps, 'compare'> & { action: DocumentAction }

const targetOf = ({ org, identifier, facts, action }: One) => {
  if (action === 'sign') return paths.sign(org, facts.mySignoffId ?? '')
  if (action === 'edit') return paths.documentEdit(org, identifier)
  if (action === 'download') return paths.documentExport(org, identifier, 'pdf')
  return paths.documentCommand(org, identifier, action)
}

function PrimaryAction(props: One) {
  const { label, icon } = WORDS[props.action]
  const words = label(props.facts)
  if (props.action === 'remind') {
    return (
      <Form method="post" action={targetOf(props)}>
        <StatusButton working="Reminding" icon={icon}>
          {words}
        </StatusButton>
      </Form>
    )
  }
  // A file is not a page: it has to leave the router.
  if (props.action === 'download') {
    return (
      <Button as="a" href={targetOf(props)} icon={icon}>
        {words}
      </Button>
    )
  }
  return (
    <Button as={Link} to={targetOf(props)} kind="primary" icon={icon} prefetch="intent">
      {words}
    </Button>
  )
}

function ActionItem(props: One) {
  const { label, icon, danger } = WORDS[props.action]
  const words = label(props.facts)
  if (props.action === 'remind') {
    return (
      <Form method="post" action={targetOf(props)}>
        <MenuItem icon={icon} type="submit">
          {words}
        </MenuItem>
      </Form>
    )
  }
  if (props.action === 'download') {
    return (
      <MenuItem as="a" href={targetOf(props)} icon={icon}>
        {words}
      </MenuItem>
    )
  }
  return (
    <MenuItem as={Link} to={targetOf(props)} icon={icon} danger={danger}>
      {words}
    </MenuItem>
  )
}
