import { createCookie } from '@remix-run/node'
import type { Actor } from '#domain/actor.ts'
import { DEFAULT_COLUMNS, isLibraryColumn, type LibraryColumn } from './library-columns.ts'

/** Of this person on this browser, which others may use too. A year: a preference, not a session. */
const cookieOf = ({ userId }: Pick<Actor, 'userId'>) =>
  createCookie(`accord-columns-${(userId ?? '').slice(-12)}`, {
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    maxAge: 31_536_000,
  })

/** The columns that the reader has chosen for lists, else those that lists begin with. */
export async function readColumns(request: Request, actor: Pick<Actor, 'userId'>): Promise<LibraryColumn[]> {
  const kept: unknown = await cookieOf(actor).parse(request.headers.get('Cookie'))
  if (!Array.isArray(kept)) return [...DEFAULT_COLUMNS]
  return kept.filter(isLibraryColumn)
}

/** Keeps a choice; null forgets it. */
export const columnsHeader = (actor: Pick<Actor, 'userId'>, columns: LibraryColumn[] | null): Promise<string> =>
  columns === null ? cookieOf(actor).serialize('', { maxAge: 0 }) : cookieOf(actor).serialize(columns)
