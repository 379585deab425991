import { Link } from '@remix-run/react'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { CATEGORIES, type Category } from '#domain/documents/categories.ts'
import { CLASSIFICATION_LABELS, type Classification } from '#domain/documents/classification.ts'
import { DOCUMENT_TYPE_LABELS, type DocumentType } from '#domain/documents/kinds.ts'
import { paths } from '#domain/paths.ts'
import { Person, type PersonName } from '../ui/person.tsx'
import { Properties } from '../ui/properties.tsx'
import { Time } from '../ui/time.tsx'
import { Outline, type OutlineItem } from './content.tsx'

export interface AsideProps {
  org: string
  identifier: string
  description: string
  owner: PersonName
  secondOwner: PersonName | null
  category: string
  type: DocumentType
  classification: Classification
  effectiveFrom: string | null
  effectiveDate: string | null
  review: { every: number; unit: 'days' | 'months' } | null
  nextReviewDate: string | null
  frameworks: readonly string[]
  tags: readonly string[]
  mayEdit: boolean
  outline: readonly OutlineItem[]
  signed: { hash: string; version: string } | null
}

/** What is known of a document, beside its text. */
export function Aside(props: AsideProps) {
  const { org, identifier, mayEdit, outline, signed } = props
  return (
    <div className="aside">
      <section aria-labelledby="props">
        <h2 className="panel-title" id="props">
          Properties
          {mayEdit ? <Link to={paths.documentProperties(org, identifier)}>Edit</Link> : null}
        </h2>
        {props.description ? (
          <p className="fs13 muted" dir="auto">
            {props.description}
          </p>
        ) : null}
        <Properties rows={rowsOf(props)} />
      </section>
      <Outline items={outline} />
      {signed ? (
        <section aria-labelledby="hash">
          <h2 className="panel-title" id="hash">
            What is signed
          </h2>
          <p className="fs12 muted">{signed.version} is frozen. Signatures belong to this content:</p>
          <p className="id wrap-anywhere" title="SHA-256">
            {signed.hash}
          </p>
        </section>
      ) : null}
    </div>
  )
}

const rowsOf = (props: AsideProps): (readonly [string, ReactNode])[] => [
  ['Owner', <Person key="owner" {...props.owner} />],
  ['Second owner', props.secondOwner ? <Person key="second" {...props.secondOwner} /> : null],
  ['Category', CATEGORIES[props.category as Category]?.label ?? props.category],
  ['Type', DOCUMENT_TYPE_LABELS[props.type]],
  ['Classification', <Classified key="classification" as={props.classification} />],
  props.effectiveFrom
    ? ['In effect since', <Time key="since" at={props.effectiveFrom} style="date" />]
    : [
        'Takes effect',
        props.effectiveDate ? <Time key="on" at={props.effectiveDate} style="date" /> : 'When published',
      ],
  ['Review', <Review key="review" {...props} />],
  ['Frameworks', props.frameworks.length > 0 ? props.frameworks.join(', ') : null],
  ['Tags', props.tags.length > 0 ? <Tags key="tags" tags={props.tags} /> : null],
]

function Classified({ as }: { as: Classification }) {
  const closed = as === 'confidential' || as === 'restricted'
  return (
    <span className="row">
      {closed ? <Lock className="i i-sm" /> : null}
      {CLASSIFICATION_LABELS[as]}
    </span>
  )
}

const Tags = ({ tags }: { tags: readonly string[] }) => (
  <span className="tags">
    {tags.map((tag) => (
      <span className="tag" key={tag}>
        {tag}
      </span>
    ))}
  </span>
)

const FREQUENCIES: Record<string, string> = {
  '3 months': 'Quarterly',
  '6 months': 'Half-yearly',
  '12 months': 'Yearly',
  '24 months': 'Every two years',
}

function Review({ review, nextReviewDate }: Pick<AsideProps, 'review' | 'nextReviewDate'>) {
  if (review === null) return 'Never'
  const words = `${review.every} ${review.unit}`
  return (
    <>
      {FREQUENCIES[words] ?? `Every ${words}`}
      {nextReviewDate ? (
        <>
          , next <Time at={nextReviewDate} style="date" />
        </>
      ) : (
        ', once published'
      )}
    </>
  )
}
