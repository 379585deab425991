import { Form, Link } from '@remix-run/react'
import { Archive, CircleCheck, History, Star } from 'lucide-react'
import { scopesInWords, TYPES } from '#app/lib/definition-words.ts'
import { countOf } from '#app/lib/format.ts'
import type { DefaultScope } from '#domain/approvals/defaults.ts'
import type { ApprovalType } from '#domain/approvals/definition.ts'
import { paths } from '#domain/paths.ts'
import { Button, buttonClass, StatusButton } from '../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx'
import { Note } from '../ui/note.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Time } from '../ui/time.tsx'
import { DEFINITION_FORM } from './form-id.ts'

export interface ShownDefinition {
  id: string
  name: string
  type: ApprovalType
  version: number
  createdAt: string
  isRetired: boolean
  /** The newest version, where this is an older one. */
  newest: { id: string; version: number } | null
  defaultFor: DefaultScope[]
  /** Rounds that run by older versions. */
  olderRounds: number
}

interface HeaderProps {
  org: string
  /** Null: it was never saved. */
  definition: ShownDefinition | null
  type: string
  asksToRetire: boolean
}

/** What it is, whether it is in use, and what can be done with it as a whole. */
export function DefinitionHeader({ org, definition, type, asksToRetire }: HeaderProps) {
  const title = definition?.name ?? 'New approval definition'
  const kind = TYPES[definition?.type ?? 'approval'] ?? TYPES.approval
  const shown = definition
    ? kind.label
    : (Object.entries(TYPES).find(([name]) => name === type)?.[1].label ?? kind.label)
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Settings', to: paths.settings(org) },
          { label: 'Approval definitions', to: paths.approvalDefinitions(org) },
          { label: title },
        ]}
        title={title}
        chip={
          <>
            <span className="chip">{shown}</span>
            {definition?.isRetired ? (
              <span className="chip chip-archived">
                <Archive className="i" />
                {definition.newest ? 'Older version' : 'Retired'}
              </span>
            ) : null}
          </>
        }
        primary={
          definition?.isRetired ? undefined : (
            <StatusButton form={DEFINITION_FORM} name="intent" value="save" working="Saving…">
              {definition ? `Save as version ${definition.version + 1}` : 'Save'}
            </StatusButton>
          )
        }
        menu={definition ? <Rest org={org} definition={definition} /> : undefined}
      />
      {definition ? <Facts org={org} definition={definition} /> : null}
      {definition && asksToRetire && !definition.isRetired ? <AskToRetire org={org} definition={definition} /> : null}
    </>
  )
}

function Rest({ org, definition }: { org: string; definition: ShownDefinition }) {
  const { id, version, isRetired } = definition
  return (
    <Menu>
      <MenuItem as={Link} to={paths.approvalDefinitionVersions(org, id)} icon={History}>
        {version === 1 ? 'Version 1' : `Versions 1 to ${version}`}
      </MenuItem>
      {isRetired ? null : (
        <>
          <Form method="post">
            <MenuItem type="submit" name="intent" value="default" icon={Star} detail="For the documents that it is for">
              Make it the default
            </MenuItem>
          </Form>
          <MenuSeparator />
          <MenuItem as={Link} to={paths.approvalDefinition(org, id, 'retire')} icon={Archive} danger>
            Retire…
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function Facts({ org, definition }: { org: string; definition: ShownDefinition }) {
  const { defaultFor, olderRounds, version, createdAt, newest, isRetired } = definition
  const scopes = scopesInWords(defaultFor)
  return (
    <p className="definition-facts">
      {scopes === null ? (
        isRetired ? null : (
          <span>Not the default of anything: it is used where somebody chooses it.</span>
        )
      ) : (
        <span>
          <CircleCheck className="i i-sm" /> Default for <b>{scopes}</b>
        </span>
      )}
      {olderRounds > 0 && !isRetired ? (
        <span>
          <b>{countOf(olderRounds, 'round')}</b>{' '}
          {olderRounds === 1 ? 'runs now and keeps its' : 'run now and keep their'} older version
        </span>
      ) : null}
      <span>
        Version {version} since <Time at={createdAt} style="date" />
      </span>
      {newest ? <Link to={paths.approvalDefinition(org, newest.id)}>Open version {newest.version}</Link> : null}
    </p>
  )
}

/** Retiring is not taken back, so it is asked for once more, on the same page and without scripts. */
function AskToRetire({ org, definition }: { org: string; definition: ShownDefinition }) {
  const scopes = scopesInWords(definition.defaultFor)
  return (
    <Note
      tone="warning"
      actions={
        <>
          <Form method="post" action={paths.approvalDefinition(org, definition.id)}>
            <Button type="submit" name="intent" value="retire" kind="danger-solid" size="small">
              Retire it
            </Button>
          </Form>
          <Link className={buttonClass({ size: 'small' })} to={paths.approvalDefinition(org, definition.id)}>
            Keep it
          </Link>
        </>
      }
    >
      Nobody can use it any more, and that is not taken back. Rounds that run by it go on.
      {scopes === null ? null : ` It is the default for ${scopes}; what is more general takes its place.`}
    </Note>
  )
}
