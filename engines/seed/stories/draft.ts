import type { Chronicle } from '../chronicle.ts'

/** Somebody writes a text over the draft, as they last read it. */
export function saveDraft(chronicle: Chronicle, identifier: string, writer: string, at: Date, text: string): void {
  chronicle.add(identifier, at, writer, async (actor, { drafts }) => {
    const { revision } = await drafts.get(actor, identifier)
    await drafts.save(actor, identifier, { revision, content: { format: 'markdown', body: text } })
  })
}
