/** What names an attachment: the SHA-256 of its bytes, in hexadecimal. */
export const ATTACHMENT_HASH = /^[0-9a-f]{64}$/

/** How Markdown names an attachment: `![What it shows](attachment:9f86…)`. */
const ATTACHMENT_ADDRESS = /^attachment:([0-9a-f]{64})$/

/** The attachment that an address in Markdown names; null for every other address. */
export const attachmentAt = (address: string): string | null => ATTACHMENT_ADDRESS.exec(address)?.[1] ?? null

/** An image that was copied from a page of ours has its address. */
const OUR_ADDRESS = /\/documents\/[^/]+\/attachments\/([0-9a-f]{64})$/

/** The attachment that an image of a text or of a page of ours shows; null for images from elsewhere. */
export function attachmentShown(named: string | null | undefined, address: string | null | undefined): string | null {
  const hash = named ?? OUR_ADDRESS.exec(address ?? '')?.[1] ?? ''
  return ATTACHMENT_HASH.test(hash) ? hash : null
}

/** The one way in which content shows an attachment. @param alt escaped already */
export const imageTag = (hash: string, alt: string): string => `<img data-attachment="${hash}" alt="${alt}">`

const SHOWN = /<img data-attachment="([0-9a-f]{64})"/g

/** The attachments that canonical content shows, each once. Text cannot look like this: its `<` is escaped. */
export const attachmentsIn = (html: string): string[] => [
  ...new Set(Array.from(html.matchAll(SHOWN), ([, hash = '']) => hash)),
]

/**
 * HTML made from content, with an address for each attachment that it shows. One without an address keeps its alternative
 * text, and the page draws an empty frame.
 */
export const withAddresses = (html: string, addressOf: (hash: string) => string | null): string =>
  html.replace(SHOWN, (tag, hash: string) => {
    const address = addressOf(hash)
    return address === null ? tag : `<img src="${address}"`
  })
