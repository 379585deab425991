import type { TypedText } from '#app/lib/forms.ts'
import type { PeopleOffer, PersonChoice } from '#app/lib/people.ts'
import { ChoiceGroup } from '../ui/field.tsx'
import { AUTHOR, SignerBox } from './signer-box.tsx'
import { SignerSearch } from './signer-search.tsx'

export interface SignerPickerProps {
  /** Whoever signs by role stands first. */
  offer: PeopleOffer
  /** Wrote part of this version, so cannot sign it. */
  authorIds: readonly string[]
  /** Those whom a form named that was refused. */
  chosen: readonly PersonChoice[]
  typed: TypedText | undefined
  error: string | undefined
}

/** Who is asked. Authors are shown but cannot be chosen, with the reason in words. Nobody chosen: the organization's default. */
export function SignerPicker({ offer, authorIds, chosen, typed, error }: SignerPickerProps) {
  return (
    <ChoiceGroup name="signerIds" legend="Signers" error={error}>
      <p className="help">
        All who are chosen must sign. Choose nobody to ask those whom your organization’s default definition names.
      </p>
      {offer.more ? (
        <SignerSearch offer={offer} authorIds={authorIds} chosen={chosen} typed={typed} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="people-list" tabIndex={0} aria-label="People">
          {offer.people.map((person) => (
            <SignerBox
              key={person.id}
              person={person}
              reason={authorIds.includes(person.id) ? AUTHOR : null}
              checked={chosen.some(({ id }) => id === person.id)}
            />
          ))}
        </section>
      )}
    </ChoiceGroup>
  )
}
