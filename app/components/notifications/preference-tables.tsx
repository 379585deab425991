import { type TypedText, typedValue } from '#app/lib/forms.ts'
import { MAIL_MODE_LABELS, type MailMode } from '#domain/notifications/preferences.ts'
import { TOPIC_LABELS, type Topic } from '#domain/notifications/topics.ts'
import { type Column, Table } from '../ui/table.tsx'

export interface KindLine {
  kind: string
  label: string
  topic: Topic
  page: boolean
  mailChosen: MailMode | null
  mailDefault: MailMode
  modes: readonly MailMode[]
  must: string | null
}

interface PreferenceTablesProps {
  kinds: readonly KindLine[]
  /** Whose mails: a member may also leave it to the organization, which has no page of its own. */
  of: 'member' | 'organization'
  /** What was sent in a form that was refused. */
  typed?: TypedText
}

/** How each kind of notification comes, in a table for each topic. The fields are `page.{kind}` and `mail.{kind}`. */
export const PreferenceTables = ({ kinds, of, typed }: PreferenceTablesProps) =>
  [...new Set(kinds.map(({ topic }) => topic))].map((topic) => (
    <section key={topic} className="preference-topic">
      <Table
        caption={TOPIC_LABELS[topic]}
        className="people preferences"
        columns={
          of === 'member' ? [nameOf(topic), pageOf(typed), mailOf(of, typed)] : [nameOf(topic), mailOf(of, typed)]
        }
        rows={kinds.filter((line) => line.topic === topic)}
        rowKey={({ kind }) => kind}
        empty={null}
      />
    </section>
  ))

const nameOf = (topic: Topic): Column<KindLine> => ({
  key: 'kind',
  label: TOPIC_LABELS[topic],
  className: 'c-title',
  cell: ({ label, must }) => (
    <>
      {label}
      {must === null ? null : <span className="help">{must}</span>}
    </>
  ),
})

const pageOf = (typed: TypedText | undefined): Column<KindLine> => ({
  key: 'page',
  label: 'In Accord',
  className: 'c-page',
  cell: ({ kind, label, page, must }) => (
    <label className="check">
      <input
        type="checkbox"
        name={`page.${kind}`}
        disabled={must !== null}
        defaultChecked={typed === undefined || must !== null ? page : `page.${kind}` in typed}
        aria-label={`${label}: in Accord`}
      />
      <span className="on-phone">In Accord</span>
    </label>
  ),
})

const mailOf = (of: PreferenceTablesProps['of'], typed: TypedText | undefined): Column<KindLine> => ({
  key: 'mail',
  label: 'Mail',
  className: 'c-mail',
  cell: ({ kind, label, mailChosen, mailDefault, modes }) => (
    <select
      className="select"
      name={`mail.${kind}`}
      aria-label={`${label}: mail`}
      defaultValue={typedValue(typed, `mail.${kind}`, of === 'member' ? (mailChosen ?? '') : mailDefault)}
    >
      {of === 'member' ? (
        <option value="">As the organization ({MAIL_MODE_LABELS[mailDefault].toLowerCase()})</option>
      ) : null}
      {modes.map((mode) => (
        <option key={mode} value={mode}>
          {MAIL_MODE_LABELS[mode]}
        </option>
      ))}
    </select>
  ),
})
