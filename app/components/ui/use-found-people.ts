import type { PeopleOffer, PersonChoice } from '#app/lib/people.ts'
import { useFound } from './use-found.ts'

export interface FoundPeople {
  people: PersonChoice[]
  more: boolean
  /** Searching: what is shown answers earlier words, so nobody of it may be taken by mistake. */
  state: 'found' | 'searching' | 'failed'
}

/** Who fits what is being typed; whom the list began with for nothing. */
export function useFoundPeople(offer: PeopleOffer, words: string): FoundPeople {
  const asked = words.trim()
  const address =
    asked === '' ? null : `${offer.searchAt}${offer.searchAt.includes('?') ? '&' : '?'}q=${encodeURIComponent(asked)}`
  const { answer, at, failed } = useFound<{ people: PersonChoice[]; more: boolean }>(address)
  if (address === null) return { ...offer, state: 'found' }
  const state = at !== address ? 'searching' : failed ? 'failed' : 'found'
  return { people: answer?.people ?? [], more: answer?.more ?? false, state }
}
