import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DefinitionEditor } from '#app/components/definitions/definition-editor.tsx'
import { DefinitionHeader } from '#app/components/definitions/definition-header.tsx'
import { Sentence } from '#app/components/definitions/sentence.tsx'
import { actOn } from '#app/lib/definition-actions.server.ts'
import { blankDraft, draftOf } from '#app/lib/definition-draft.ts'
import { approverChoices, notesOf } from '#app/lib/definition-page.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.definition?.name ?? 'New approval definition'} · Accord` },
]

export const handle: RouteHandle = {
  asks: true,
  showsAgain: true,
  needs: { capability: 'approval_definitions.manage' },
}

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { searchParams } = new URL(args.request.url)
  const id = args.params.definition
  if (id === undefined) {
    const draft = blankDraft(APPROVAL_TYPES.find((type) => type === searchParams.get('type')) ?? 'approval')
    const choices = await approverChoices(services, actor, draft)
    return { org: actor.orgSlug, definition: null, draft, notes: [], asksToRetire: false, ...choices }
  }
  const opened = await answer(args.request, services.approvalDefinitions.open(actor, id))
  const { definition, newest, olderRounds } = opened
  const draft = draftOf(definition)
  const faults = await services.approvalDefinitions.examine(actor, definition)
  return {
    org: actor.orgSlug,
    definition: {
      id: definition.id,
      name: definition.name,
      type: definition.type,
      version: definition.version,
      createdAt: definition.createdAt.toISOString(),
      isRetired: definition.retiredAt !== null,
      newest: newest.id === definition.id ? null : { id: newest.id, version: newest.version },
      defaultFor: definition.defaultFor,
      sentence: definition.sentence,
      olderRounds,
    },
    draft,
    notes: notesOf(draft, faults),
    asksToRetire: searchParams.get('ask') === 'retire',
    ...(await approverChoices(services, actor, draft)),
  }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const done = await actOn(args, actor, args.params.definition ?? null)
  if ('to' in done) throw redirect(done.to, done.init)
  return data(done.shown, { status: done.status })
}

export default function Definition() {
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { definition, org } = page
  const isOver = definition?.isRetired === true
  return (
    <>
      <DefinitionHeader org={org} definition={definition} type={page.draft.type} asksToRetire={page.asksToRetire} />
      {isOver ? (
        <p className="definition-sentence">
          <Sentence parts={definition.sentence} />
        </p>
      ) : (
        <DefinitionEditor
          key={definition?.id ?? paths.newApprovalDefinition(org, page.draft.type)}
          draft={answered?.draft ?? page.draft}
          opened={answered?.opened ?? null}
          errors={answered?.errors ?? {}}
          notes={answered?.notes ?? page.notes}
          run={answered?.run ?? null}
          tried={answered?.tried ?? {}}
          choices={page.choices}
          offer={page.offer}
          words={answered?.words ?? {}}
          names={{ ...page.names, ...answered?.names }}
        />
      )}
    </>
  )
}
