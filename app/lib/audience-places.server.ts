import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { answer } from './errors.server.ts'

const MOST_GROUPS = 100
const named = ({ id, name }: { id: string; name: string }) => ({ id, name })

/** The groups and departments that can be asked; beyond so many groups the API has the others. */
export async function audiencePlaces(
  { request, context: { services } }: Pick<LoaderFunctionArgs, 'request' | 'context'>,
  actor: Actor,
) {
  const { groups } = await answer(request, services.groups.list(actor, { limit: MOST_GROUPS }))
  const departments = await answer(request, services.departments.all(actor))
  return { groups: groups.map(named), departments: departments.map(named) }
}
