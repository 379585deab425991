const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])
/** Longer ones are no address that a person means to be followed, and browsers and mail programs cut them off. */
export const MAX_ADDRESS = 2_000
const FRAGMENT = /^#[\p{L}\p{N}_.~-]{1,200}$/u

/**
 * The one spelling of a link target, or null when a document must not link there.
 *
 * The URL parser of the platform decides what the protocol is, because it reads `java\tscript:` the way a browser does.
 * Relative targets are refused: a document is read on pages, in mails and on paper, where they point nowhere.
 */
export function canonicalHref(raw: string): string | null {
  const target = raw.trim()
  if (target.length > MAX_ADDRESS) return null
  if (target.startsWith('#')) return FRAGMENT.test(target) ? target : null
  if (!URL.canParse(target)) return null
  const url = new URL(target)
  if (!PROTOCOLS.has(url.protocol)) return null
  // "https://bank.example@evil.example" shows one host and goes to another.
  if (url.username || url.password) return null
  const start = url.protocol === 'mailto:' ? 'mailto:' : url.origin
  return start + url.href.slice(start.length).replace(/[\s<>"`\\^{|}[\]]/g, encodeURIComponent)
}
