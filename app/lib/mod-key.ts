import { useRouteLoaderData } from '@remix-run/react'

/** How `Mod` is written in the list of keys: what stands on the key that goes with K. */
export type ModKey = '⌘' | 'Ctrl'

export const modKeyOf = (userAgent: string | null): ModKey =>
  /Macintosh|iPhone|iPad/.test(userAgent ?? '') ? '⌘' : 'Ctrl'

/** The reader's own. The server says it, so that the page does not change under them. */
export const useModKey = (): ModKey => useRouteLoaderData<() => { modKey: ModKey }>('root')?.modKey ?? 'Ctrl'
