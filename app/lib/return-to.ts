/** A way back inside this site, or the front door: never an address on another host. */
export const safeReturn = (value: unknown, fallback = '/'): string =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : fallback
