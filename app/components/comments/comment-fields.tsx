import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { FormErrorSummary } from '../ui/form-error-summary.tsx'

export const COMMENT_LABELS = { body: 'Comment', quote: 'Words it is about', wording: 'Wording' }

/** What a new comment is made of. */
export function CommentFields({
  block,
  quote,
  wording,
  errors,
  typed,
}: {
  block: number
  quote: string
  /** The paragraph as Markdown; null where it has no wording. */
  wording: string | null
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
      {wording === null ? null : (
        <details className="suggest" open={typedValue(typed, 'wording', wording) === wording ? undefined : true}>
          <summary>Suggest another wording</summary>
          <TextArea
            name="wording"
            label={COMMENT_LABELS.wording}
            help="Change the paragraph as you would have it. The author takes it or leaves it; what is signed stays as it is."
            rows={4}
            defaultValue={typedValue(typed, 'wording', wording)}
            error={errors?.wording}
          />
        </details>
      )}
    </>
  )
}
