import { Form, Link } from '@remix-run/react'
import { COMMANDS, type CommandFacts, type CommandPage } from '#app/lib/document-commands.ts'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { LaterPurpose } from '#domain/approvals/purposes.ts'
import { paths } from '#domain/paths.ts'
import { WhoDecides } from '../approvals/who-decides.tsx'
import type { Expected } from '../approvals/who-is-asked.tsx'
import { buttonClass, StatusButton } from '../ui/button.tsx'
import { ChoiceGroup, Radio, TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

export interface CommandFormProps {
  org: string
  command: CommandPage
  facts: CommandFacts
  /** The first day on which something can be planned to happen. */
  tomorrow: string
  /** Who decides on it first; null: nobody, it happens at once. */
  asked: { purpose: LaterPurpose; outlook: Expected } | null
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** The question before a command, in the look of a dialog. A page, so that it has an address and needs no scripts. */
export function CommandForm({ org, command, facts, tomorrow, asked, errors, typed }: CommandFormProps) {
  const text = COMMANDS[command]
  return (
    <section className="card question" aria-labelledby="question">
      <Form method="post" noValidate>
        <div className="dialog-head">
          <h2 id="question">{text.heading(facts)}</h2>
        </div>
        <div className="dialog-body">
          <FormErrorSummary errors={errors} labels={{ reason: text.reason?.label ?? '', effectiveDate: 'Date' }} />
          <ul className="consequences">
            {text.consequences(facts).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {asked ? <WhoDecides purpose={asked.purpose} asked={asked.outlook} /> : null}
          {command === 'publish' ? (
            <p className="fs13">
              <Link to={paths.documentAcknowledgment(org, facts.identifier)}>
                {facts.asks ? 'Change who is asked to accept it' : 'Ask people to accept it when it is published'}
              </Link>
            </p>
          ) : null}
          {asked ? <WhoDecides purpose={asked.purpose} asked={asked.outlook} /> : null}
          {text.asksDate ? <WhenFields tomorrow={tomorrow} errors={errors} typed={typed} /> : null}
          {text.reason ? (
            <TextArea
              name="reason"
              label={text.reason.label}
              hint={text.reason.required ? undefined : 'optional'}
              help={text.reason.help}
              defaultValue={typedValue(typed, 'reason')}
              error={errors?.reason}
            />
          ) : null}
        </div>
        <div className="dialog-foot">
          <Link className={buttonClass()} to={paths.document(org, facts.identifier)}>
            {text.back ?? 'Cancel'}
          </Link>
          <StatusButton kind={text.danger ? 'danger-solid' : 'primary'} working={text.working}>
            {text.verb(facts)}
          </StatusButton>
        </div>
      </Form>
    </section>
  )
}

function WhenFields({ tomorrow, errors, typed }: Pick<CommandFormProps, 'tomorrow' | 'errors' | 'typed'>) {
  const when = typedValue(typed, 'when', 'now')
  return (
    <ChoiceGroup name="when" legend="When">
      <Radio name="when" value="now" label="Now" help="As soon as the PDF is stored." defaultChecked={when === 'now'} />
      <Radio
        name="when"
        value="date"
        label="On a date"
        help="At the beginning of that day."
        defaultChecked={when === 'date'}
      />
      <TextField
        name="effectiveDate"
        label="Date"
        type="date"
        min={tomorrow}
        defaultValue={typedValue(typed, 'effectiveDate')}
        error={errors?.effectiveDate}
      />
    </ChoiceGroup>
  )
}
