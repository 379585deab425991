import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { CATEGORY_CHOICES, PROPERTY_LABELS } from '#app/components/documents/property-fields.tsx'
import { buttonClass, StatusButton } from '#app/components/ui/button.tsx'
import { ChoiceGroup, Radio, Select, TextArea, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { NewDocumentForm } from '#app/lib/document-forms.ts'
import { attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { nounOf } from '#app/lib/nouns.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { DOCUMENT_KIND_LABELS, DOCUMENT_KINDS, type DocumentKind } from '#domain/documents/kinds.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'New document · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'documents.create' } }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const asked = new URL(args.request.url).searchParams.get('kind')
  const kind: DocumentKind = DOCUMENT_KINDS.find((known) => known === asked) ?? 'policy'
  return { org: actor.orgSlug, kind }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(form, NewDocumentForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const made = await attempt(args.request, form, args.context.services.documents.create(actor, parsed.value), {
    content_too_large: 'markdown',
  })
  if (!made.ok) return data(made, { status: made.status })
  const { identifier } = made.value
  const sentence = `${identifier} is made, as a draft that you own.`
  return redirect(paths.documentEdit(actor.orgSlug, identifier), await withFlash({ tone: 'ok', sentence }))
}

const KIND_HELP = {
  policy: 'What must be so, and why',
  procedure: 'How it is done, step by step',
  plan: 'What happens when',
  guide: 'Advice, binding nobody',
} as const satisfies Record<DocumentKind, string>

export default function NewDocument() {
  const { org, kind } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const noun = nounOf(kind)
  const back =
    kind === 'policy' ? paths.policies(org) : kind === 'procedure' ? paths.procedures(org) : paths.documents(org)
  const value = (name: string, fallback = '') => typedValue(failed?.typed, name, fallback)
  return (
    <>
      <PageHeader crumbs={[{ label: noun.title, to: back }, { label: `New ${noun.one}` }]} title={`New ${noun.one}`} />
      <Form method="post" className="form gap-t" noValidate>
        <FormErrorSummary errors={failed?.errors} labels={{ ...PROPERTY_LABELS, markdown: 'Text' }} />
        <ChoiceGroup name="kind" legend="Kind" error={failed?.errors.kind}>
          <div className="form-row is-tight">
            {DOCUMENT_KINDS.map((each) => (
              <Radio
                key={each}
                name="kind"
                value={each}
                label={DOCUMENT_KIND_LABELS[each]}
                help={KIND_HELP[each]}
                defaultChecked={value('kind', kind) === each}
              />
            ))}
          </div>
        </ChoiceGroup>
        <TextField
          name="title"
          label="Title"
          defaultValue={value('title')}
          error={failed?.errors.title}
          autoFocus={!failed}
          help="As it is printed on the cover."
        />
        <Select
          name="category"
          label="Category"
          blank="Choose a category"
          options={CATEGORY_CHOICES}
          defaultValue={value('category')}
          error={failed?.errors.category}
          help="Its letters become part of the identifier, which is made by the system and never changes."
        />
        <TextField
          name="description"
          label="Description"
          hint="optional"
          defaultValue={value('description')}
          error={failed?.errors.description}
        />
        <details open={value('markdown') !== ''}>
          <summary className={buttonClass({ kind: 'ghost', className: 'btn-flush' })}>
            <Plus className="i" />
            Begin with a text in Markdown
          </summary>
          <div className="gap-t-sm">
            <TextArea
              name="markdown"
              label="Text"
              hint="optional"
              rows={8}
              defaultValue={value('markdown')}
              error={failed?.errors.markdown}
              help="Headings, lists, tables, links and {{variables}} are kept; what is not is named in the editor. A text that begins with “# Title” needs no other title."
            />
          </div>
        </details>
        <div className="form-foot">
          <StatusButton working="Making it">Make draft</StatusButton>
          <Link className={buttonClass()} to={back}>
            Cancel
          </Link>
        </div>
        <p className="help">
          You become its owner. It is internal and reviewed yearly until you change that in its properties.
        </p>
      </Form>
    </>
  )
}
