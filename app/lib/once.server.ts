import type { AppLoadContext } from '@remix-run/node'

const answers = new WeakMap<AppLoadContext, Map<string, Promise<unknown>>>()

/**
 * Asks once for what several loaders of one page need: they run at the same time, and the context lives exactly as long
 * as their request. For loaders only: an action changes what was answered before it.
 */
export function once<T>(context: AppLoadContext, what: string, ask: () => Promise<T>): Promise<T> {
  const known = answers.get(context) ?? new Map<string, Promise<unknown>>()
  answers.set(context, known)
  const asked = (known.get(what) as Promise<T> | undefined) ?? ask()
  known.set(what, asked)
  return asked
}
