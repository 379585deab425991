import { Form } from '@remix-run/react'
import { StatusButton } from '#app/components/ui/button.tsx'
import { TextArea, TextField } from '#app/components/ui/field.tsx'
import { PersonField } from '#app/components/ui/person-field.tsx'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'

export interface Failed {
  errors: FieldErrors
  typed: TypedText
}

/** What of a refused form belongs to the one with this command. */
export const ofCommand = (failed: Failed | undefined, command: string): Failed | undefined =>
  failed?.typed.command === command ? failed : undefined

/** One person by search, or a pasted list of many. */
export function AddToGroupForm({ offer, failed }: { offer: PeopleOffer; failed?: Failed }) {
  const one = ofCommand(failed, 'add')
  const many = ofCommand(failed, 'paste')
  return (
    <section className="section">
      <div className="section-head">
        <h2>Add people</h2>
      </div>
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="command" value="add" />
        <PersonField
          name="membershipId"
          label="Who"
          offer={offer}
          typed={one?.typed}
          error={one?.errors.membershipId}
        />
        <div className="form-foot">
          <StatusButton working="Adding…">Add</StatusButton>
        </div>
      </Form>
      <details className="gap-t-lg" open={many !== undefined}>
        <summary>Paste a list</summary>
        <Form method="post" className="form gap-t-sm" noValidate>
          <input type="hidden" name="command" value="paste" />
          <TextArea
            name="list"
            label="List"
            rows={6}
            help="One person a line, with their e-mail address anywhere in it, such as lines of a CSV file. Either all are added or nobody."
            defaultValue={typedValue(many?.typed, 'list')}
            error={many?.errors.list}
          />
          <div className="form-foot">
            <StatusButton working="Adding…">Add all</StatusButton>
          </div>
        </Form>
      </details>
    </section>
  )
}

/** What the group is called and for. */
export function ChangeGroupForm({ group, failed }: { group: { name: string; description: string }; failed?: Failed }) {
  const own = ofCommand(failed, 'change')
  return (
    <section className="section">
      <div className="section-head">
        <h2>Name</h2>
      </div>
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="command" value="change" />
        <TextField
          name="name"
          label="Name"
          required
          defaultValue={typedValue(own?.typed, 'name', group.name)}
          error={own?.errors.name}
        />
        <TextArea
          name="description"
          label="What it is for"
          hint="optional"
          defaultValue={typedValue(own?.typed, 'description', group.description)}
          error={own?.errors.description}
        />
        <div className="form-foot">
          <StatusButton working="Saving…">Save</StatusButton>
        </div>
      </Form>
    </section>
  )
}

/** Ends a group. */
export const RetireGroupForm = ({ name }: { name: string }) => (
  <section className="section">
    <div className="section-head">
      <h2>Retire</h2>
    </div>
    <Form method="post" className="form">
      <input type="hidden" name="command" value="retire" />
      <p className="help">Everybody leaves it, and it can be chosen no more. Who was in it when stays readable.</p>
      <div className="form-foot">
        <StatusButton kind="danger" working="Retiring…">
          Retire {name}
        </StatusButton>
      </div>
    </Form>
  </section>
)
