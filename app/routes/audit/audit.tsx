import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Download } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { Earlier } from '#app/components/ui/earlier.tsx'
import { Kept } from '#app/components/ui/kept.tsx'
import { Menu, MenuItem } from '#app/components/ui/menu.tsx'
import { Note } from '#app/components/ui/note.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { AuditFilter } from '#app/components/work/audit-filter.tsx'
import { AuditTable } from '#app/components/work/audit-table.tsx'
import { activityEntry } from '#app/lib/activity.ts'
import { readAuditQuery } from '#app/lib/audit-query.server.ts'
import { answer } from '#app/lib/errors.server.ts'
import { countOf } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { numberIn } from '#app/lib/page-number.ts'
import { offerPeople, readTyped, searchOnly } from '#app/lib/people.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Audit log · Accord' }]

const PAGE = 25

export const handle: RouteHandle = { topics: ['documents', 'approval_rounds', 'signoffs', 'publications'] }

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const { searchParams } = new URL(args.request.url)
  const typed = await answer(args.request, readTyped(services, actor, searchParams, 'who'))
  if (typed?.to) throw redirect(paths.audit(actor.orgSlug) + typed.to)
  const asked = searchParams.get('who')
  const offer = typed
    ? searchOnly(actor)
    : await answer(args.request, offerPeople(services, actor, { chosen: [asked] }))
  const who = offer.people.find(({ id }) => id === asked)?.id ?? null
  const { filter, errors } = await answer(args.request, readAuditQuery(services, actor, searchParams))
  const page = { limit: PAGE, before: numberIn(searchParams, 'before') }
  const { entries, next } = await answer(args.request, services.audit.listInFull(actor, filter, page))
  const verify = searchParams.get('verify')
  const verified = verify === null ? null : await services.audit.verify(actor, { whole: verify === 'whole' })
  return {
    org: actor.orgSlug,
    entries: entries.map((row) => ({ ...activityEntry(row), hash: row.hash, changes: row.changes })),
    next,
    later: page.before !== undefined,
    verified,
    asked: { offer, who, errors: typed?.error ? { ...errors, who: typed.error } : errors },
  }
}

const EXPORTS = [
  { format: 'csv', words: 'Export as CSV' },
  { format: 'jsonl', words: 'Export as JSON Lines' },
] as const

/** What narrows the log down, without the page one is on. */
function narrowed(search: URLSearchParams): string {
  const kept = new URLSearchParams(search)
  for (const name of ['before', 'verify']) kept.delete(name)
  return kept.size === 0 ? '' : `?${kept}`
}

export default function Audit() {
  const { org, entries, next, later, verified, asked } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  return (
    <>
      <PageHeader
        title="Audit log"
        sub="Every change, in order, chained by hash"
        inline
        primary={
          <Form>
            <Kept search={search} except={['verify']} />
            <Button type="submit" name="verify" value="1">
              Verify the chain
            </Button>
          </Form>
        }
        menu={
          <Menu>
            {EXPORTS.map(({ format, words }) => (
              // A file is not a page, so the form leaves the router.
              <Form
                key={format}
                method="post"
                action={paths.auditExport(org, format) + narrowed(search)}
                reloadDocument
              >
                <MenuItem icon={Download} type="submit">
                  {words}
                </MenuItem>
              </Form>
            ))}
          </Menu>
        }
      />
      {verified ? <Verdict report={verified} /> : null}
      <AuditFilter {...asked} />
      <AuditTable org={org} entries={entries} />
      <Earlier later={later} next={next} what="the log" once={['verify']}>
        {countOf(entries.length, 'entry', 'entries')} shown, newest first
      </Earlier>
    </>
  )
}

interface Report {
  rows: number
  tip: string
  from: number
  fault: { sentence: string } | null
}

/** What the walk along the chain found, and what no chain can show. */
function Verdict({ report }: { report: Report }) {
  if (report.fault) return <Note tone="danger">{report.fault.sentence}</Note>
  if (report.from > 0) {
    return (
      <Note tone="success">
        {report.rows > report.from
          ? `The entries since the signed checkpoint at no. ${report.from} fit together, up to no. ${report.rows}.`
          : `The last entry, no. ${report.rows}, is at the signed checkpoint: there is none after it to verify.`}{' '}
        <Link to="?verify=whole">Verify the whole chain</Link>
      </Note>
    )
  }
  return (
    <Note tone="success">
      All {countOf(report.rows, 'entry', 'entries')} fit together. The last has the hash{' '}
      <span className="id wrap-anywhere">{report.tip}</span>. Note it: rows missing at the very end show only against a
      hash noted before.
    </Note>
  )
}
