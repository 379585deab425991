import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { CalendarOff } from 'lucide-react'
import { z } from 'zod'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Empty } from '#app/components/ui/empty.tsx'
import { TextArea } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { Pages } from '#app/components/ui/pages.tsx'
import { type Column, Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { countOf } from '#app/lib/format.ts'
import { formError, parseForm, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { pageIn, placeOf } from '#app/lib/page-number.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { readHolidays } from '#domain/organizations/holidays.ts'
import { paths } from '#domain/paths.ts'

export const meta: MetaFunction = () => [{ title: 'Holidays · Accord' }]

export const handle: RouteHandle = { needs: { capability: 'settings.manage' } }

const HolidayForm = z.union([
  z.object({ remove: z.string() }),
  z.object({ list: z.string().max(100_000, 'Paste at most 100,000 characters') }),
])

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const page = pageIn(new URL(args.request.url).searchParams, 'page')
  const found = await answer(args.request, args.context.services.holidays.list(actor, { page }))
  return { list: placeOf(found), holidays: found.holidays }
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { holidays } = args.context.services
  const form = await args.request.formData()
  const parsed = parseForm(form, HolidayForm)
  if (!parsed.ok) return data(parsed, { status: 422 })
  const done = (sentence: string) => withFlash({ tone: 'ok', sentence })
  const here = paths.settings(actor.orgSlug, 'holidays')
  if ('remove' in parsed.value) {
    const result = await attempt(args.request, form, holidays.remove(actor, parsed.value.remove))
    if (!result.ok) return data(result, { status: result.status })
    throw redirect(here, await done('Taken off the calendar.'))
  }
  const read = readHolidays(parsed.value.list)
  if ('error' in read) return data(formError(form, { list: read.error }), { status: 422 })
  const result = await attempt(args.request, form, holidays.add(actor, read))
  if (!result.ok) {
    // The service names the place in the list; the page has one field for all of it.
    const [first] = Object.values(result.errors)
    return data({ ...result, errors: { list: first ?? '' } }, { status: result.status })
  }
  throw redirect(here, await done(`${countOf(read.holidays.length, 'holiday')} added.`))
}

interface Line {
  date: string
  name: string
}
const COLUMNS: Column<Line>[] = [
  { key: 'date', label: 'Date', className: 'c-title', cell: ({ date }) => <Time at={date} style="long" /> },
  { key: 'name', label: 'Holiday', cell: ({ name }) => name },
  {
    key: 'acts',
    label: 'Actions',
    className: 'c-acts',
    cell: ({ date, name }) => (
      <Form method="post">
        <StatusButton
          kind="secondary"
          size="small"
          name="remove"
          value={date}
          working="Removing"
          aria-label={`Remove ${name}`}
        >
          Remove
        </StatusButton>
      </Form>
    ),
  },
]

export default function Holidays() {
  const { list, holidays } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>{countOf(list.total, 'holiday')}</h2>
        </div>
        <Table
          caption="Holidays"
          className="people"
          columns={COLUMNS}
          rows={holidays}
          rowKey={({ date }) => date}
          empty={
            <Empty icon={CalendarOff} title="No holidays yet" card>
              <p>Deadlines in working days and reminders step over them.</p>
            </Empty>
          }
        />
        <Pages name="page" rows={holidays.length} list={list} />
      </section>
      <section className="section">
        <div className="section-head">
          <h2>Add holidays</h2>
        </div>
        <Form method="post" className="form" noValidate key={list.total}>
          <FormErrorSummary errors={failed?.errors} labels={{ list: 'Dates' }} />
          <TextArea
            name="list"
            label="Dates"
            rows={6}
            placeholder="2027-01-01 New Year"
            help="One a line: the date, then its name. Or paste what is in an .ics file."
            defaultValue={typedValue(failed?.typed, 'list')}
            error={failed?.errors.list}
          />
          <div className="form-foot">
            <StatusButton working="Adding…">Add</StatusButton>
          </div>
        </Form>
      </section>
    </>
  )
}
