import { type FieldErrors, type TypedText, typedValue } from '#app/lib/forms.ts'
import type { PeopleOffer } from '#app/lib/people.ts'
import { CATEGORIES, CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_TYPE_LABELS, DOCUMENT_TYPES } from '#domain/documents/kinds.ts'
import { type Choice, Select, TextArea, TextField } from '../ui/field.tsx'
import { PersonField } from '../ui/person-field.tsx'

export const PROPERTY_LABELS = {
  kind: 'Kind',
  title: 'Title',
  category: 'Category',
  description: 'Description',
  type: 'Type',
  classification: 'Classification',
  ownerId: 'Owner',
  secondOwnerId: 'Second owner',
  review: 'Review',
  effectiveDate: 'Effective date',
  frameworks: 'Frameworks',
  tags: 'Tags',
}

export const CATEGORY_CHOICES: Choice[] = CATEGORY_CODES.map((value) => ({
  value,
  label: `${CATEGORIES[value].label} (${CATEGORIES[value].prefix})`,
}))
const TYPES: Choice[] = DOCUMENT_TYPES.map((value) => ({ value, label: DOCUMENT_TYPE_LABELS[value] }))
const CLASSES: Choice[] = CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION_LABELS[value] }))
const REVIEWS: Choice[] = [
  { value: '3 months', label: 'Quarterly' },
  { value: '6 months', label: 'Half-yearly' },
  { value: '12 months', label: 'Yearly' },
  { value: '24 months', label: 'Every two years' },
]

export interface PropertyFieldsProps {
  typed: TypedText
  errors: FieldErrors | undefined
  offer: PeopleOffer
  /** The title is part of what is signed, so it stays while a version is in review, approved or in effect. */
  titleFixed: boolean
}

/** Everything that describes a document, with its defaults. */
export function PropertyFields({ typed, errors, offer, titleFixed }: PropertyFieldsProps) {
  const review = typedValue(typed, 'review')
  const reviews =
    review === '' || REVIEWS.some(({ value }) => value === review)
      ? REVIEWS
      : [...REVIEWS, { value: review, label: `Every ${review}` }]
  return (
    <>
      <TextField
        name="title"
        label="Title"
        defaultValue={typedValue(typed, 'title')}
        error={errors?.title}
        readOnly={titleFixed}
        help={titleFixed ? 'Part of what is signed. Revise the document to change it.' : undefined}
      />
      <TextArea
        name="description"
        label="Description"
        hint="optional"
        rows={2}
        help="One line under the title."
        defaultValue={typedValue(typed, 'description')}
        error={errors?.description}
      />
      <div className="form-row">
        <Select
          name="type"
          label="Type"
          options={TYPES}
          defaultValue={typedValue(typed, 'type')}
          error={errors?.type}
        />
        <Select
          name="classification"
          label="Classification"
          options={CLASSES}
          defaultValue={typedValue(typed, 'classification')}
          error={errors?.classification}
          help="Confidential and restricted documents exist only for those named as readers."
        />
      </div>
      <div className="form-row">
        <PersonField name="ownerId" label="Owner" offer={offer} typed={typed} error={errors?.ownerId} />
        <PersonField
          name="secondOwnerId"
          label="Second owner"
          blank="None"
          offer={offer}
          typed={typed}
          error={errors?.secondOwnerId}
        />
      </div>
      <div className="form-row">
        <Select
          name="review"
          label="Review"
          blank="Never"
          options={reviews}
          defaultValue={review}
          error={errors?.review}
        />
        <TextField
          name="effectiveDate"
          label="Effective date"
          hint="optional"
          type="date"
          defaultValue={typedValue(typed, 'effectiveDate')}
          error={errors?.effectiveDate}
          help="The wish of the authors; whoever submits decides."
        />
      </div>
      <div className="form-row">
        <TextField
          name="frameworks"
          label="Frameworks"
          hint="optional"
          defaultValue={typedValue(typed, 'frameworks')}
          error={errors?.frameworks}
          help="Separated by commas: ISO 27001, SOC 2"
        />
        <TextField
          name="tags"
          label="Tags"
          hint="optional"
          defaultValue={typedValue(typed, 'tags')}
          error={errors?.tags}
          help="Separated by commas"
        />
      </div>
    </>
  )
}
