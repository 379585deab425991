import { Form } from '@remix-run/react'
import type { AskedMoment } from '#app/lib/bound-query.server.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { ZoneField } from '../ui/zone-field.tsx'

/** The moment that is asked about: a day, a time, and whose clock it is. */
export function BoundForm({
  asked,
  today,
  zones,
  errors,
}: {
  asked: AskedMoment
  today: string
  zones: readonly string[]
  errors: FieldErrors
}) {
  return (
    <Form className="bound-form" key={`${asked.day} ${asked.time} ${asked.timeZone}`} aria-label="Moment" noValidate>
      <TextField name="day" label="Day" type="date" max={today} defaultValue={asked.day} error={errors.day} />
      <TextField name="time" label="Time" type="time" defaultValue={asked.time} error={errors.time} />
      <ZoneField zones={zones} defaultValue={asked.timeZone} error={errors.timeZone} />
      <Button type="submit">Show</Button>
    </Form>
  )
}
