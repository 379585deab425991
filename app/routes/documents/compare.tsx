import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Redline } from '#app/components/documents/redline.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Select } from '#app/components/ui/field.tsx'
import { documentReads } from '#app/lib/document-page.server.ts'
import { answer, notFound } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { toRedlineView } from '#app/lib/redline.server.ts'
import { versionNames } from '#app/lib/version-names.server.ts'
import { can } from '#domain/roles.ts'

/** `?from=1&to=draft`. Without: what the newest text changes. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const reference = args.params.identifier ?? ''
  const [{ document, versions }, { own }] = await answer(
    args.request,
    Promise.all([services.versions.list(actor, reference, { limit: 100 }), documentReads(args, actor).summary()]),
  )
  const names = versionNames(versions)
  const sides = versions.map(({ number }) => ({
    value: String(number),
    label: `Version ${names.get(number) ?? number}`,
  }))
  const seesDrafts = own || can(actor, 'documents.read_drafts')
  if (document.status === 'draft' && seesDrafts) sides.unshift({ value: 'draft', label: 'Draft' })
  const [newest, before] = sides
  if (!newest || !before) throw notFound()
  const { searchParams } = new URL(args.request.url)
  const from = sides.find(({ value }) => value === searchParams.get('from')) ?? before
  const to = sides.find(({ value }) => value === searchParams.get('to')) ?? newest
  const compared = await answer(
    args.request,
    services.compare.between(actor, reference, side(from.value), side(to.value)),
  )
  return { sides, from, to, redline: toRedlineView(compared, actor, reference) }
}

const side = (value: string) => (value === 'draft' ? 'draft' : Number(value))

export default function Compare() {
  const { sides, from, to, redline } = useLoaderData<typeof loader>()
  return (
    <section className="section" aria-label="Comparison">
      <Form className="row row-wrap compare-form" key={`${from.value}-${to.value}`}>
        <Select name="from" label="From" options={sides} defaultValue={from.value} />
        <Select name="to" label="To" options={sides} defaultValue={to.value} />
        <Button type="submit">Compare</Button>
        <span className="muted fs13">
          {countOf(redline.words.added, 'word')} added, {countOf(redline.words.removed, 'word')} removed
        </span>
      </Form>
      <Redline redline={redline} title={`${from.label} to ${to.label.replace('Version ', '')}`} />
    </section>
  )
}
