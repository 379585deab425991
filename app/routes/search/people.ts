import type { LoaderFunctionArgs } from '@remix-run/node'
import { answer } from '#app/lib/errors.server.ts'
import { freshJson } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import { toChoice } from '#app/lib/people.server.ts'
import type { PersonChoice } from '#app/lib/people.ts'
import { rolesThatCan } from '#domain/roles.ts'

const MOST = 20

/** Members for pick lists, by a part of a name, an address or a position; whoever signs by role first, if asked for so. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { searchParams } = new URL(args.request.url)
  const q = (searchParams.get('q') ?? '').slice(0, 200)
  const rolesFirst = searchParams.has('signers') ? rolesThatCan('signoffs.be_asked') : []
  const choices = args.context.services.members.choices(actor, { q, rolesFirst, limit: MOST })
  const { people, more } = await answer(args.request, choices)
  return freshJson({ people: people.map(toChoice), more } satisfies { people: PersonChoice[]; more: boolean })
}
