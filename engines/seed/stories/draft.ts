import type { Chronicle } from '../chronicle.ts'
import { addImages } from './images.ts'

/** Somebody writes a text over the draft, as they last read it, and adds the images that it shows. */
export function saveDraft(chronicle: Chronicle, identifier: string, writer: string, at: Date, text: string): void {
  chronicle.add(identifier, at, writer, async (actor, { drafts }) => {
    const body = await addImages(chronicle.world, actor, identifier, text)
    const { revision } = await drafts.get(actor, identifier)
    await drafts.save(actor, identifier, { revision, content: { format: 'markdown', body } })
  })
}
