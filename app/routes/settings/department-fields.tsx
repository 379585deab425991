import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { type Choice, Select, TextField } from '#app/components/ui/field.tsx'
import { FormErrorSummary } from '#app/components/ui/form-error-summary.tsx'
import { PersonField } from '#app/components/ui/person-field.tsx'
import { typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import type { Failed } from './group-forms.tsx'

/** Name, place and head of a department, new or not. */
export function DepartmentFields({
  parents,
  offer,
  failed,
  submit,
  before,
}: {
  parents: readonly Choice[]
  offer: PeopleOffer
  failed?: Failed
  submit: string
  before?: { name: string; parentId: string | null; headId: string | null }
}) {
  const { errors, typed } = failed ?? {}
  return (
    <Form method="post" className="form" noValidate>
      <input type="hidden" name="command" value="change" />
      <FormErrorSummary errors={errors} labels={{ name: 'Name', parentId: 'Part of', headId: 'Head' }} />
      <TextField
        name="name"
        label="Name"
        required
        defaultValue={typedValue(typed, 'name', before?.name ?? '')}
        error={errors?.name}
      />
      <Select
        name="parentId"
        label="Part of"
        blank="Nothing: it stands at the top"
        options={parents}
        defaultValue={typedValue(typed, 'parentId', before?.parentId ?? '')}
        error={errors?.parentId}
      />
      <PersonField
        name="headId"
        label="Head"
        hint="optional"
        blank="Nobody"
        offer={offer}
        typed={typed}
        initial={before?.headId}
        error={errors?.headId}
      />
      <div className="form-foot">
        <StatusButton working="Saving…">{submit}</StatusButton>
      </div>
    </Form>
  )
}
