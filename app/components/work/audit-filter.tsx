import { Form, useSearchParams } from '@remix-run/react'
import { AUDIT_ACTION_OPTIONS } from '#app/lib/activity.ts'
import type { FieldErrors } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import { wordsOf } from '#app/lib/people.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextField } from '../ui/field.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { useZone } from '../ui/time.tsx'

/** Narrows the log down. The days begin and end as the reader's clock has it, which is the one the entries are shown by. */
export function AuditFilter({ offer, who, errors }: { offer: PeopleOffer; who: string | null; errors: FieldErrors }) {
  const [search] = useSearchParams()
  const zone = useZone()
  const value = (name: string) => search.get(name) ?? ''
  return (
    <Form className="row row-wrap audit-form" key={search.toString()} noValidate>
      <Select
        name="action"
        label="What"
        blank="Everything"
        options={AUDIT_ACTION_OPTIONS}
        defaultValue={value('action')}
      />
      <PersonField
        name="who"
        label="Who"
        blank="Everybody"
        offer={offer}
        initial={who}
        typed={errors.who ? { [wordsOf('who')]: value(wordsOf('who')) } : undefined}
        error={errors.who}
      />
      <TextField
        name="document"
        label="Document"
        placeholder="POL-…"
        defaultValue={value('document')}
        error={errors.document}
      />
      <TextField
        name="version"
        label="Version"
        placeholder="2.0 or 7"
        defaultValue={value('version')}
        error={errors.version}
      />
      <TextField name="from" label="From" type="date" defaultValue={value('from')} />
      <TextField name="to" label="To" type="date" defaultValue={value('to')} />
      <input type="hidden" name="zone" value={zone} />
      <Button type="submit">Show</Button>
    </Form>
  )
}
