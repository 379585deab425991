import { type TypedText, typedValue } from '#app/lib/forms.ts'
import { DEFAULT_STATEMENT } from '#domain/campaigns/campaign.ts'
import { TextArea } from '../ui/field.tsx'

/** What people accept, in words. */
export const StatementField = ({ typed, error }: { typed: TypedText | undefined; error: string | undefined }) => (
  <TextArea
    name="statement"
    label="Statement"
    help="The words that people accept. They are kept with each acceptance."
    rows={2}
    defaultValue={typedValue(typed, 'statement', DEFAULT_STATEMENT)}
    error={error}
  />
)
