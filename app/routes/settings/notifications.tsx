import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { PreferenceTables } from '#app/components/notifications/preference-tables.tsx'
import { StatusButton } from '#app/components/ui/button.tsx'
import { Select, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { answer, attempt } from '#app/lib/errors.server.ts'
import { withFlash } from '#app/lib/flash.server.ts'
import { parseForm, typedChoices, typedValue } from '#app/lib/forms.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { choicesIn, quietHoursIn } from '#app/lib/preference-form.server.ts'
import { paths } from '#domain/paths.ts'
import { ChangePreferences } from '#services/notifications/input.ts'
import { DayBoxes } from './day-boxes.tsx'

export const meta: MetaFunction = () => [{ title: 'Your notifications · Accord' }]

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  return answer(args.request, args.context.services.notificationPreferences.get(actor))
}

export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const form = await args.request.formData()
  const parsed = parseForm(
    form,
    z.preprocess((sent) => {
      const fields = z.record(z.string(), z.unknown()).parse(sent)
      return {
        kinds: choicesIn(fields),
        quietHours: quietHoursIn(fields),
        digestHour: Number(fields.digestHour ?? Number.NaN),
      }
    }, ChangePreferences),
  )
  if (!parsed.ok) return data(parsed, { status: 422 })
  const changed = args.context.services.notificationPreferences.change(actor, parsed.value)
  const result = await attempt(args.request, form, changed)
  if (!result.ok) return data(result, { status: result.status })
  throw redirect(paths.settings(actor.orgSlug, 'notifications'), await withFlash({ tone: 'ok', sentence: 'Saved.' }))
}

export default function YourNotifications() {
  const { kinds, quietHours, digestHour } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const { errors, typed } = failed ?? {}
  return (
    <section className="section">
      <div className="section-head">
        <h2>Your notifications</h2>
      </div>
      <Form method="post" className="form form-wide" noValidate>
        <FormErrorSummary
          errors={errors}
          labels={{ from: 'Quiet from', until: 'Until', days: 'Days', digestHour: 'Daily digest at' }}
        />
        <PreferenceTables of="member" kinds={kinds} typed={typed} />
        <Select
          name="digestHour"
          label="Daily digest at"
          help="One mail with what waits for you and what happened. There is none on days with nothing to say."
          options={HOURS}
          defaultValue={typedValue(typed, 'digestHour', String(digestHour))}
          error={errors?.digestHour}
        />
        <section aria-labelledby="quiet" className="form">
          <h3 className="panel-title" id="quiet">
            Quiet hours
          </h3>
          <p className="help">
            Mails wait until they end. What protects your account is sent all the same. Leave both times blank for none.
          </p>
          <div className="form-row">
            <TextField
              name="from"
              label="Quiet from"
              type="time"
              defaultValue={typedValue(typed, 'from', quietHours?.from)}
              error={errors?.from}
            />
            <TextField
              name="until"
              label="Until"
              type="time"
              help="By the clocks of your time zone. An earlier time is on the next day."
              defaultValue={typedValue(typed, 'until', quietHours?.until)}
              error={errors?.until}
            />
          </div>
          <DayBoxes
            name="days"
            legend="Beginning on"
            chosen={typedChoices(typed, 'days[]', quietHours?.days ?? EVERY_DAY)}
            error={errors?.days}
          />
        </section>
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
        </div>
      </Form>
    </section>
  )
}
