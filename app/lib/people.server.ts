import { type ZodType, z } from 'zod'
import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import type { Services } from './context.ts'
import { type FieldErrors, formError, type Parsed, parseForm } from './forms.ts'
import { isCalled, type PeopleOffer, type PersonChoice, whoIsMeant, wordsOf } from './people.ts'

type Row = Awaited<ReturnType<Services['members']['choices']>>['people'][number]
type Asked = Parameters<Services['members']['choices']>[1]

export const toChoice = ({ id, name, email, positionTitle, roles }: Row): PersonChoice => ({
  id,
  name,
  email,
  position: positionTitle,
  roles,
})

const isId = (value: unknown): value is string => z.uuid().safeParse(value).success

/** Whom a pick list of a page offers before anybody searches: everybody, where there are few. */
export async function offerPeople(
  { members }: Services,
  actor: Actor,
  { chosen = [], ...asked }: Omit<NonNullable<Asked>, 'chosen'> & { chosen?: (string | null)[] } = {},
): Promise<PeopleOffer> {
  const { people, more } = await members.choices(actor, { ...asked, chosen: chosen.filter(isId) })
  const signers = asked.rolesFirst !== undefined
  return { people: people.map(toChoice), more, searchAt: paths.searchPeople(actor.orgSlug, { signers }) }
}

/** A pick list of which only the search is needed. */
export const searchOnly = ({ orgSlug }: Actor): PeopleOffer => ({
  people: [],
  more: true,
  searchAt: paths.searchPeople(orgSlug),
})

/** The people among these who are members, to show a form again with those who were chosen in it. */
export async function chosenPeople(
  { members }: Services,
  actor: Actor,
  ids: readonly unknown[],
): Promise<PersonChoice[]> {
  return [...(await members.named(actor, ids.filter(isId))).values()].map(toChoice)
}

/** Enough to see whether somebody else is called the same. */
const FITTING = 5
/** More than may be asked to sign. */
const MOST_WORDS = 60

async function find({ members }: Services, actor: Actor, words: string) {
  const { people } = await members.choices(actor, { q: words.slice(0, 200), limit: FITTING })
  return whoIsMeant(words, people.map(toChoice))
}

const textOf = (form: FormData, name: string): string | null => {
  const value = form.get(name)
  return typeof value === 'string' ? value : null
}

/** Puts the id of whom the words name in the field. Words win over an id: without scripts only they can change. */
async function nameOne(services: Services, actor: Actor, form: FormData, name: string): Promise<FieldErrors> {
  const words = textOf(form, wordsOf(name))
  if (words === null) return {}
  const id = form.get(name)
  if (words.trim() === '') form.set(name, '')
  else {
    const [before] = isId(id) ? await chosenPeople(services, actor, [id]) : []
    if (before && isCalled(before, words)) return {}
    const meant = await find(services, actor, words)
    form.set(name, 'person' in meant ? meant.person.id : '')
    if ('error' in meant) return { [name]: meant.error }
    form.set(wordsOf(name), meant.person.name)
  }
  return {}
}

/**
 * The same for a form that only asks, whose fields stand in the address: where it leads once the words are an id, or what is
 * wrong with them. Null where nothing could be typed.
 */
export async function readTyped(services: Services, actor: Actor, search: URLSearchParams, name: string) {
  const words = search.get(wordsOf(name))
  if (words === null) return null
  const form = new FormData()
  form.set(name, search.get(name) ?? '')
  form.set(wordsOf(name), words)
  const errors = await nameOne(services, actor, form, name)
  if (errors[name]) return { error: errors[name] }
  const to = new URLSearchParams(search)
  to.delete(wordsOf(name))
  to.set(name, textOf(form, name) ?? '')
  return { to: `?${to}` }
}

/** Adds those whom the words name, separated by commas, to those who were chosen; what names nobody stays to be corrected. */
async function nameMany(services: Services, actor: Actor, form: FormData, name: string): Promise<FieldErrors> {
  const words = (textOf(form, wordsOf(name)) ?? '').split(/[,;\n]/).filter((one) => one.trim() !== '')
  const errors: string[] = []
  const unknown: string[] = []
  for (const one of words.slice(0, MOST_WORDS)) {
    const meant = await find(services, actor, one.trim())
    if ('error' in meant) {
      unknown.push(one.trim())
      errors.push(meant.error)
    } else if (!form.getAll(name).includes(meant.person.id)) form.append(name, meant.person.id)
  }
  if (words.length > 0) form.set(wordsOf(name), unknown.join(', '))
  return errors.length > 0 ? { [name]: errors.join(' ') } : {}
}

/**
 * Reads a form in which people are chosen, by their ids or by what they are called, before the schema sees it: the form
 * then has their ids.
 */
export async function parseWithPeople<T>(
  services: Services,
  actor: Actor,
  form: FormData,
  schema: ZodType<T>,
  { one = [], many = [] }: { one?: readonly string[]; many?: readonly string[] },
): Promise<Parsed<T>> {
  const unknown: FieldErrors = {}
  for (const name of one) Object.assign(unknown, await nameOne(services, actor, form, name))
  for (const name of many) Object.assign(unknown, await nameMany(services, actor, form, name))
  const parsed = parseForm(form, schema)
  if (Object.keys(unknown).length === 0) return parsed
  return formError(form, parsed.ok ? unknown : { ...parsed.errors, ...unknown })
}
