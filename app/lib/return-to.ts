const HERE = 'http://here.invalid'

/**
 * A way back inside this site, or the front door: never an address on another host. Asked of the parser that browsers
 * use, since they read `/\t/host` and `/\host` as another host, and a pattern forgets one of those.
 */
export function safeReturn(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return fallback
  const target = URL.parse(value, HERE)
  if (target?.origin !== HERE) return fallback
  const path = target.pathname + target.search + target.hash
  return path.startsWith('//') ? fallback : path
}
