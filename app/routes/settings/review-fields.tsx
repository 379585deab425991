import { Select, TextField } from '#app/components/ui/field.tsx'
import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import { type CountsFrom, DEFAULT_COUNTS_FROM, DEFAULT_RHYTHM, type ReviewRhythm } from '#domain/reviews/rhythm.ts'

const COUNTS_FROM_OPTIONS = [
  { value: 'review', label: 'The day it was reviewed' },
  { value: 'due', label: 'The day it was due' },
]

interface ReviewFieldsProps {
  settings: { reviewsCountFrom?: CountsFrom; reviewRhythm?: ReviewRhythm }
  errors: FieldErrors | undefined
  typed: TypedText | undefined
}

/** When reviews come, and when their owners are reminded. */
export function ReviewFields({ settings, errors, typed }: ReviewFieldsProps) {
  const { daysBefore, overdueEveryDays } = settings.reviewRhythm ?? DEFAULT_RHYTHM
  return (
    <>
      <Select
        name="reviewsCountFrom"
        label="The next review of a document counts from"
        help="A document that is reviewed early or late keeps its day in the year if it counts from the due date."
        options={COUNTS_FROM_OPTIONS}
        defaultValue={typedValue(typed, 'reviewsCountFrom', settings.reviewsCountFrom ?? DEFAULT_COUNTS_FROM)}
        error={errors?.reviewsCountFrom}
      />
      <TextField
        name="reminderDays"
        id="f-daysBefore"
        label="Owners are reminded of a review"
        hint="days before, with commas"
        help="0 is the day itself. On a day off the reminder comes on the working day before."
        defaultValue={typedValue(typed, 'reminderDays', daysBefore.join(', '))}
        error={errors?.daysBefore}
      />
      <TextField
        name="overdueEveryDays"
        label="And, once it is overdue, every"
        hint="days"
        inputMode="numeric"
        help="The compliance managers get these too."
        defaultValue={typedValue(typed, 'overdueEveryDays', String(overdueEveryDays))}
        error={errors?.overdueEveryDays}
      />
    </>
  )
}
