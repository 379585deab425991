import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

export const COMMENT_LABELS = { body: 'Comment', quote: 'Words it is about' }

/** What a new comment is made of. */
export function CommentFields({
  block,
  quote,
  errors,
  typed,
}: {
  block: number
  quote: string
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}) {
  return (
    <>
      <input type="hidden" name="intent" value="make" />
      <input type="hidden" name="block" value={block} />
      <FormErrorSummary errors={errors} labels={COMMENT_LABELS} />
      <TextArea
        name="body"
        label={COMMENT_LABELS.body}
        rows={3}
        defaultValue={typedValue(typed, 'body')}
        error={errors?.body}
      />
      <TextField
        name="quote"
        label={COMMENT_LABELS.quote}
        hint="optional"
        help="As they stand in the paragraph. Without any, the comment is about the whole of it."
        defaultValue={typedValue(typed, 'quote', quote)}
        error={errors?.quote}
      />
    </>
  )
}
