/** An answer shows what its reader may see at this moment: neither a proxy nor the back button may show an older one. */
export const FRESH = 'private, no-store'

/** An answer to our own scripts. */
export const freshJson = (body: unknown): Response => Response.json(body, { headers: { 'Cache-Control': FRESH } })
