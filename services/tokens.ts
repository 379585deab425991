import { createHash, randomBytes } from 'node:crypto'

/** A secret with 256 random bits, safe in addresses. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret that only its holder has. It has 256 random bits, so a slow hash would protect nothing more. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
