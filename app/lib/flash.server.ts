import { createCookie } from '@remix-run/node'
import { z } from 'zod'

const Flash = z.object({
  tone: z.enum(['ok', 'bad']),
  sentence: z.string(),
  link: z.object({ words: z.string(), to: z.string().startsWith('/') }).optional(),
  undo: z.object({ words: z.string(), action: z.string().startsWith('/') }).optional(),
})
/** One sentence a command answers with. It travels in a cookie, so that it also works without scripts. */
export type Flash = z.infer<typeof Flash>

const cookie = createCookie('accord-flash', { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 })

/** Header that makes the next page say the sentence. */
export const withFlash = async (flash: Flash): Promise<{ headers: Record<string, string> }> => ({
  headers: { 'Set-Cookie': await cookie.serialize(flash) },
})

/** The sentence to say, and the header that forgets it. */
export async function takeFlash(request: Request): Promise<{ flash: Flash | null; headers: Record<string, string> }> {
  const parsed = Flash.safeParse(await cookie.parse(request.headers.get('Cookie')))
  if (!parsed.success) return { flash: null, headers: {} }
  return { flash: parsed.data, headers: { 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) } }
}
