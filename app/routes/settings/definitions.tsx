import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ListChecks, Plus } from 'lucide-react'
import { type DefinitionLine, DefinitionTable } from '#app/components/definitions/definition-table.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { Segments } from '#app/components/ui/tabs.tsx'
import { TYPES } from '#app/lib/definition-words.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
import { textOf } from '#domain/approvals/sentence.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Approval definitions · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'approval_definitions.manage' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { searchParams } = new URL(args.request.url)
  const type = APPROVAL_TYPES.find((one) => one === searchParams.get('type')) ?? 'approval'
  const retired = searchParams.get('retired') === '1'
  const asked = { type, retired, page: pageIn(searchParams, 'page') }
  const found = await answer(args.request, args.context.services.approvalDefinitions.list(actor, asked))
  return {
    org: actor.orgSlug,
    type,
    retired,
    list: placeOf(found),
    definitions: found.definitions.map(
      ({ id, name, version, sentence, defaultFor, retiredAt }): DefinitionLine => ({
        id,
        name,
        version,
        sentence: textOf(sentence),
        defaultFor,
        isRetired: retiredAt !== null,
      }),
    ),
  }
}

export default function Definitions() {
  const { org, type, retired, list, definitions } = useLoaderData<typeof loader>()
  const { label, what } = TYPES[type]
  const at = (search: Record<string, string>) => `?${new URLSearchParams(search)}`
  const types = APPROVAL_TYPES.map((one) => ({
    label: TYPES[one].label,
    to: at({ type: one, ...(retired ? { retired: '1' } : {}) }),
    current: one === type,
  }))
  return (
    <section className="section">
      <div className="section-head">
        <h2>Approval definitions</h2>
        <div className="acts">
          <Button as={Link} kind="primary" icon={Plus} to={paths.newApprovalDefinition(org, type)}>
            New definition
          </Button>
        </div>
      </div>
      <div className="definition-types">
        <Segments label="Type" items={types} />
        <Link className="fs13" to={at(retired ? { type } : { type, retired: '1' })}>
          {retired ? 'Leave out retired ones' : 'Show retired ones too'}
        </Link>
      </div>
      <p className="page-sub">{what}</p>
      <DefinitionTable
        org={org}
        definitions={definitions}
        empty={
          <Empty icon={ListChecks} title={`No definition of the type ${label.toLowerCase()}`}>
            <p>
              {type === 'approval'
                ? 'Without one, whoever submits a document names its signers each time.'
                : 'Make one to say who agrees, in which order and by when.'}
            </p>
          </Empty>
        }
      />
      <Pages name="page" rows={definitions.length} list={list} />
    </section>
  )
}
