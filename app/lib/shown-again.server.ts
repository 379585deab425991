import { z } from 'zod'
import { formError } from './forms.ts'

const SENTENCE = 'You were signed out before this was sent. Look at it once more, then send it.'

const Fields = z.array(z.tuple([z.string(), z.string()]))

/** Whether a page sends what was typed in its form only to show it again, see app/lib/kept-form.ts. No form is sent so. */
export const isShownAgain = (request: Request): boolean =>
  request.headers.get('content-type')?.startsWith('text/plain') === true

/** What was typed, as a refused form shows it. Nothing is done with it. */
export async function readShownAgain(request: Request) {
  const form = new FormData()
  for (const [name, value] of fieldsIn(await request.text())) form.append(name, value)
  return { form, refused: formError(form, { '': SENTENCE }) }
}

function fieldsIn(body: string): z.infer<typeof Fields> {
  try {
    return Fields.parse(JSON.parse(body))
  } catch {
    return []
  }
}
