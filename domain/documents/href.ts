const PROTOCOLS = new Set(['http:', 'https:', 'mailto:'])
/** Longer ones are no address that a person means to be followed, and browsers and mail programs cut them off. */
export const MAX_ADDRESS = 2_000
const FRAGMENT = /^#[\p{Alphabetic}\p{M}\p{N}\p{Pc}.~-]+$/u
/** A number as people dial it, with an extension at most: what a phone understands beyond that are commands. */
const NUMBER = /^tel:\+?\d[\d.()-]{1,30}(?:;ext=\d{1,10})?$/

/**
 * The one spelling of a link target, or null when a document must not link there.
 *
 * The URL parser of the platform decides what the protocol is, because it reads `java\tscript:` the way a browser does.
 * Relative targets are refused: a document is read on pages, in mails and on paper, where they point nowhere.
 */
export function canonicalHref(raw: string): string | null {
  const target = raw.trim()
  if (target.length > MAX_ADDRESS) return null
  if (target.startsWith('#')) return fragment(target)
  if (!URL.canParse(target)) return null
  const url = new URL(target)
  if (url.protocol === 'tel:') return number(url)
  if (!PROTOCOLS.has(url.protocol)) return null
  // "https://bank.example@evil.example" shows one host and goes to another.
  if (url.username || url.password) return null
  const start = url.protocol === 'mailto:' ? 'mailto:' : url.origin
  return start + url.href.slice(start.length).replace(/[\s<>"`\\^{|}[\]]/g, encodeURIComponent)
}

function fragment(target: string): string | null {
  const plain = decoded(target).normalize('NFC').replaceAll(' ', '-')
  return !target.includes(' ') && FRAGMENT.test(plain) ? plain : null
}

function number({ href }: URL): string | null {
  const plain = decoded(href).replace(/[\s\u2010-\u2015]+/g, (blank) => (blank.trim() ? '-' : ''))
  return NUMBER.test(plain) ? plain : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What somebody typed as an address: one that can be linked, one that needs a question first, or why it cannot be. */
export type TypedAddress = { href: string } | { ask: string } | { refused: string }

const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d{1,5})?(?:[/?#]\S*)?$/u
const MAILBOX = /^[^\s@:/]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u

const guess = (address: string): string | null =>
  MAILBOX.test(address)
    ? canonicalHref(`mailto:${address}`)
    : HOST.test(address)
      ? canonicalHref(`https://${address}`)
      : null

/** Reads what was typed as the address of a link. "example.com" may be a name as well as an address, so it asks. */
export function readAddress(typed: string): TypedAddress {
  const address = typed.trim()
  if (address === '') return { refused: 'Write an address, such as https://example.com' }
  if (address.length > MAX_ADDRESS) return { refused: `An address has at most ${MAX_ADDRESS} characters` }
  const href = canonicalHref(/^www\./i.test(address) ? `https://${address}` : address)
  if (href) return { href }
  const meant = guess(address)
  if (meant) return { ask: meant }
  if (address.startsWith('#')) return { refused: 'After # write the name of a section, without blanks' }
  if (!URL.canParse(address)) {
    return {
      refused: 'A document is read on paper and in mails too, so a link needs a whole address: https://example.com',
    }
  }
  const { protocol, username, password } = new URL(address)
  if (!PROTOCOLS.has(protocol))
    return { refused: `A link begins with https://, http:// or mailto:, not with ${protocol}` }
  if (username || password) return { refused: 'What stands before the @ hides where the link goes. Leave it out' }
  return { refused: 'This address cannot be read' }
}
