import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { notFound } from './errors.server.ts'

type RouteArgs = LoaderFunctionArgs | ActionFunctionArgs

/**
 * Who asks, as a member of the organization in the address. Without a session: the sign-in page, which leads back here.
 * Not a member: the same answer as for an address that never existed.
 */
export async function requireMember(_args: RouteArgs): Promise<Actor> {
  throw notFound()
}
