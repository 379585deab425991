import { Form, Link } from '@remix-run/react'
import { Download, GitCompare } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ActionFacts, actionsFor, type DocumentAction, labelOf, targetOf } from '#app/lib/document-actions.ts'
import { paths } from '#domain/paths.ts'
import { Button, StatusButton } from '../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { ACTION_ICONS } from './action-icons.ts'

/** What cannot be taken back, or takes something from others. */
const DANGEROUS: ReadonlySet<DocumentAction> = new Set(['withdraw', 'unplan', 'archive', 'delete'])

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
  return {
    primary: primary ? <PrimaryAction {...{ org, identifier, facts }} action={primary} /> : null,
    menu: (
      <Menu>
        <Items {...{ org, identifier, facts, compare }} actions={rest} />
      </Menu>
    ),
  }
}

/** The same in a list, where no button stands beside the menu: the next thing to do is its first line. */
export function RowMenu({ org, identifier, facts, compare }: DocumentActionsProps) {
  const { primary, rest } = actionsFor(facts)
  const actions = primary ? [primary, ...rest] : rest
  return (
    <Menu label={`Actions for ${identifier}`} className="btn btn-ghost btn-sm btn-icon">
      <Items {...{ org, identifier, facts, compare, actions }} />
    </Menu>
  )
}

function Items({ actions, compare, ...of }: DocumentActionsProps & { actions: readonly DocumentAction[] }) {
  const harmless = actions.filter((action) => !DANGEROUS.has(action))
  const dangerous = actions.filter((action) => DANGEROUS.has(action))
  return (
    <>
      {harmless.map((action) => (
        <ActionItem key={action} {...of} action={action} />
      ))}
      {compare ? (
        <MenuItem as={Link} to={compare.to} icon={GitCompare}>
          {compare.words}
        </MenuItem>
      ) : null}
      <MenuItem as="a" href={paths.documentExport(of.org, of.identifier, 'md')} icon={Download} download>
        Download Markdown
      </MenuItem>
      {dangerous.length > 0 ? <MenuSeparator /> : null}
      {dangerous.map((action) => (
        <ActionItem key={action} {...of} action={action} />
      ))}
    </>
  )
}

type One = Omit<DocumentActionsProps, 'compare'> & { action: DocumentAction }

const targetIn = ({ org, identifier, facts, action }: One) => targetOf(org, identifier, action, facts)

function PrimaryAction(props: One) {
  const icon = ACTION_ICONS[props.action]
  const words = labelOf(props.action, props.facts)
  if (props.action === 'remind') {
    return (
      <Form method="post" action={targetIn(props)}>
        <StatusButton working="Reminding" icon={icon}>
          {words}
        </StatusButton>
      </Form>
    )
  }
  // A file is not a page: it has to leave the router.
  if (props.action === 'download') {
    return (
      <Button as="a" href={targetIn(props)} icon={icon}>
        {words}
      </Button>
    )
  }
  return (
    <Button as={Link} to={targetIn(props)} kind="primary" icon={icon} prefetch="intent">
      {words}
    </Button>
  )
}

function ActionItem(props: One) {
  const icon = ACTION_ICONS[props.action]
  const danger = DANGEROUS.has(props.action)
  const words = labelOf(props.action, props.facts)
  if (props.action === 'remind') {
    return (
      <Form method="post" action={targetIn(props)}>
        <MenuItem icon={icon} type="submit">
          {words}
        </MenuItem>
      </Form>
    )
  }
  if (props.action === 'download') {
    return (
      <MenuItem as="a" href={targetIn(props)} icon={icon}>
        {words}
      </MenuItem>
    )
  }
  return (
    <MenuItem as={Link} to={targetIn(props)} icon={icon} danger={danger}>
      {words}
    </MenuItem>
  )
}
