import type { TypedText } from '#app/lib/forms.ts'
import type { PeopleOffer, PersonChoice } from '#app/lib/people.ts'
import { ChoiceGroup } from '../ui/field.tsx'
import { AUTHOR, SignerBox } from './signer-box.tsx'
import { SignerSearch } from './signer-search.tsx'
import { type Expected, WhoIsAsked } from './who-is-asked.tsx'

export interface SignerPickerProps {
  /** Whom the organization's default definition names; null: there is none. */
  expected: Expected | null
  /** Whoever signs by role stands first. */
  offer: PeopleOffer
  /** Wrote part of this version, so cannot sign it. */
  authorIds: readonly string[]
  /** Until when those are out of office who are today. */
  away: Readonly<Record<string, string>>
  /** Those whom a form named that was refused. */
  chosen: readonly PersonChoice[]
  typed: TypedText | undefined
  error: string | undefined
}

/** Who is asked. Authors are shown but cannot be chosen, with the reason in words. */
export function SignerPicker({ offer, expected, authorIds, away, chosen, typed, error }: SignerPickerProps) {
  return (
    <ChoiceGroup name="signerIds" legend="Signers" error={error}>
      <WhoIsAsked expected={expected} />
      {offer.more ? (
        <SignerSearch offer={offer} authorIds={authorIds} away={away} chosen={chosen} typed={typed} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="people-list" tabIndex={0} aria-label="People">
          {offer.people.map((person) => (
            <SignerBox
              key={person.id}
              person={person}
              reason={authorIds.includes(person.id) ? AUTHOR : null}
              awayUntil={away[person.id]}
              checked={chosen.some(({ id }) => id === person.id)}
            />
          ))}
        </section>
      )}
    </ChoiceGroup>
  )
}
