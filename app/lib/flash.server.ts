import { randomUUID } from 'node:crypto'
import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { FLASH_COOKIE } from './flash.ts'

const Flash = z.object({
  /** So that a sentence that is read twice is said once. */
  id: z.string(),
  tone: z.enum(['ok', 'bad']),
  sentence: z.string(),
  link: z.object({ words: z.string(), to: z.string().startsWith('/') }).optional(),
  undo: z.object({ words: z.string(), action: z.string().startsWith('/') }).optional(),
})
/** One sentence a command answers with. It travels in a cookie, so that it also works without scripts. */
export type Flash = z.infer<typeof Flash>

// Not httpOnly: the page that has said the sentence forgets it, see ToastRegion. It holds nothing that is not shown.
const cookie = createCookie(FLASH_COOKIE, { path: '/', sameSite: 'lax', maxAge: 30 })

/** Header that makes the next page say the sentence. */
export const withFlash = async (flash: Omit<Flash, 'id'>): Promise<{ headers: Record<string, string> }> => ({
  headers: { 'Set-Cookie': await cookie.serialize({ ...flash, id: randomUUID() }) },
})

/**
 * The sentence to say. A whole page forgets it at once; a reading of data does not, because a live update may read the
 * same data again before the first answer is shown.
 */
export async function takeFlash(request: Request): Promise<{ flash: Flash | null; headers: Record<string, string> }> {
  const parsed = Flash.safeParse(await cookie.parse(request.headers.get('Cookie')))
  if (!parsed.success) return { flash: null, headers: {} }
  const isPage = request.headers.get('Sec-Fetch-Dest') !== 'empty'
  return { flash: parsed.data, headers: isPage ? { 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) } : {} }
}
