import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Button, buttonClass } from '#app/components/ui/button.tsx'
import { Select, TextField } from '#app/components/ui/field.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { AuditTable } from '#app/components/work/audit-table.tsx'
import { AUDIT_ACTION_WORDS, tellEntry } from '#app/lib/activity.ts'
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { AUDIT_ACTIONS } from '#domain/audit.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log · Accord' }]

const PAGE = 25
const dayIn = (search: URLSearchParams, name: string, time: string) => {
  const day = search.get(name) ?? ''
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T${time}Z`) : undefined
}

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { searchParams } = new URL(args.request.url)
  const action = AUDIT_ACTIONS.find((known) => known === searchParams.get('action'))
  const people = await answer(args.request, services.members.choices(actor))
  const who = searchParams.get('who') ?? ''
  const filter = {
    actions: action ? [action] : undefined,
    actorId: people.some(({ id }) => id === who) ? who : undefined,
    from: dayIn(searchParams, 'from', '00:00:00.000'),
    to: dayIn(searchParams, 'to', '23:59:59.999'),
  }
  const page = { limit: PAGE, before: Number(searchParams.get('before')) || undefined }
  const { entries, next } = await answer(args.request, services.audit.list(actor, filter, page))
  const verified = searchParams.has('verify') ? await services.audit.verify(actor) : null
  return {
    org: actor.orgSlug,
    entries: entries.map((row) => ({ ...tellEntry(row), hash: row.hash })),
    next,
    later: page.before !== undefined,
    verified,
    people: people.map(({ id, name }) => ({ value: id, label: name })),
  }
}

const ACTIONS = AUDIT_ACTIONS.map((value) => ({ value, label: AUDIT_ACTION_WORDS[value] ?? value }))

export default function Audit() {
  const { org, entries, next, later, verified, people } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const value = (name: string) => search.get(name) ?? ''
  const older = new URLSearchParams(search)
  if (next !== null) older.set('before', String(next))
  older.delete('verify')
  return (
    <>
      <PageHeader
        title="Audit log"
        sub="Every change, in order, chained by hash"
        inline
        primary={
          <Form>
            <Button type="submit" name="verify" value="1">
              Verify the chain
            </Button>
          </Form>
        }
      />
      {verified ? <Verdict report={verified} /> : null}
      <Form className="row row-wrap audit-form" key={search.toString()}>
        <Select name="action" label="What" blank="Everything" options={ACTIONS} defaultValue={value('action')} />
        <Select name="who" label="Who" blank="Everybody" options={people} defaultValue={value('who')} />
        <TextField name="from" label="From" type="date" defaultValue={value('from')} />
        <TextField name="to" label="To" type="date" defaultValue={value('to')} />
        <Button type="submit">Show</Button>
      </Form>
      <AuditTable org={org} entries={entries} />
      <div className="pager">
        <span>{countOf(entries.length, 'entry', 'entries')} shown, newest first</span>
        <nav aria-label="Pages">
          {later ? (
            <Link className={buttonClass({ size: 'small' })} to="?">
              Newest
            </Link>
          ) : null}
          {next === null ? null : (
            <Link className={buttonClass({ size: 'small' })} to={`?${older}`}>
              Earlier
            </Link>
          )}
        </nav>
      </div>
    </>
  )
}

/** What the walk along the chain found, and what no chain can show. */
function Verdict({ report }: { report: { rows: number; tip: string; fault: { sentence: string } | null } }) {
  if (report.fault) return <Note tone="danger">{report.fault.sentence}</Note>
  return (
    <Note tone="success">
      All {countOf(report.rows, 'entry', 'entries')} fit together. The last has the hash{' '}
      <span className="id wrap-anywhere">{report.tip}</span>. Note it: rows missing at the very end show only against a
      hash noted before.
    </Note>
  )
}
