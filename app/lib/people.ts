import { isRole, ROLE_LABELS } from '#domain/roles.ts'
import { listOf } from '#domain/words.ts'

/** Somebody who can be chosen. */
export interface PersonChoice {
  id: string
  name: string
  email: string
  position: string | null
  roles: string[]
}

/** What a pick list begins with. */
export interface PeopleOffer {
  people: PersonChoice[]
  /** There are others, who have to be searched for. */
  more: boolean
  /** Where that search is answered. */
  searchAt: string
}

/** The field beside a person's id in which somebody types who is meant. */
export const wordsOf = (name: string): string => `${name}.words`

/** "author and IT manager", inside a sentence. */
export const rolesInSentence = (roles: readonly string[]): string =>
  listOf(
    roles.filter(isRole).map((role) => ROLE_LABELS[role].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())),
  )

/** "Author and IT manager", on its own. */
export const rolesInWords = (roles: readonly string[]): string => {
  const words = rolesInSentence(roles)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const plain = (words: string): string => words.trim().replace(/\s+/g, ' ').toLowerCase()

/** Do these words name this person, in full? */
export const isCalled = ({ name, email }: Pick<PersonChoice, 'name' | 'email'>, words: string): boolean =>
  [plain(name), plain(email)].includes(plain(words))

const inWords = (people: readonly PersonChoice[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(people.map(({ name, email }) => `${name} (${email})`))

/**
 * Whom words mean among those who fit them. Only a whole name or address is taken for somebody: a part of one that
 * happens to fit a single person could make the wrong one sign.
 */
export function whoIsMeant(words: string, fit: readonly PersonChoice[]): { person: PersonChoice } | { error: string } {
  const called = fit.filter((person) => isCalled(person, words))
  const [only] = called
  const byAddress = called.find(({ email }) => plain(email) === plain(words))
  if (byAddress) return { person: byAddress }
  if (only && called.length === 1) return { person: only }
  const asTyped = `“${words.trim()}”`
  if (called.length > 1)
    return { error: `Several people are called ${asTyped}. Write the address of ${inWords(called)}` }
  if (fit.length > 0) return { error: `Nobody is called just ${asTyped}. Did you mean ${inWords(fit.slice(0, 3))}?` }
  return { error: `Nobody here has the name or address ${asTyped}` }
}
