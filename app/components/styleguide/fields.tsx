import { Checkbox, ChoiceGroup, Radio, Select, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'
import { Section } from './section.tsx'

const ERRORS = { title: 'Write at least 3 characters.', owner: 'Choose a person who is still a member.' }

export function Fields() {
  return (
    <Section title="Fields" rule="Label above, help below, the error in words at the field. Typed text survives.">
      <FormErrorSummary errors={ERRORS} labels={{ title: 'Title', owner: 'Owner' }} />
      <div className="form-row">
        <TextField
          name="printed"
          label="Title"
          help="As it is printed on the cover."
          defaultValue="Access Control Policy"
        />
        <TextField name="title" label="Title" defaultValue="AC" error={ERRORS.title} />
        <TextField name="identifier" label="Identifier" defaultValue="POL-AC-001" disabled help="Made by the system." />
        <Select
          name="owner"
          label="Owner"
          blank="Choose a person"
          options={[{ value: 'a', label: 'Ada Okafor' }]}
          error={ERRORS.owner}
        />
        <TextField name="due" label="Due date" type="date" defaultValue="2026-12-02" />
        <TextArea name="message" label="Message" hint="optional" help="The signers read it first." />
      </div>
      <ChoiceGroup name="publication" legend="When approved">
        <Radio
          name="publication"
          value="on_approval"
          label="Publish at once"
          help="Readers see it as soon as the last signature is there."
          defaultChecked
        />
        <Radio name="publication" value="manual" label="Wait for someone to publish" />
      </ChoiceGroup>
      <Checkbox name="notify" label="Tell the owner" defaultChecked />
    </Section>
  )
}
