import { NO_TEXT, numberOfClause } from '#domain/documents/numbering.ts'
import { type Inline, PLAIN, sameStyle } from './model.ts'
import { inlineToHtml, type Writer } from './serialize.ts'

const HANGING = /^\d{1,3}(?:\.\d{1,3}){1,3}$/

/** Whether a number in front of a paragraph hangs in the gutter. */
export const hangs = (number: string): boolean => HANGING.test(number)

/** A paragraph as people read it: the number its author wrote in front stands apart (`.no`), so that it can hang in the gutter. */
export function paragraphToHtml(inline: Inline[], writer: Writer): string {
  const [first, ...others] = inline
  const text = inline.map((run) => (run.type === 'text' ? run.text : NO_TEXT)).join('')
  const number = numberOfClause(text)
  if (!number || first?.type !== 'text' || !sameStyle(first.style, PLAIN) || first.text.length < number.length) {
    return `<p>${inlineToHtml(inline, writer)}</p>`
  }
  const rest = [{ ...first, text: first.text.slice(number.length).trimStart() }, ...others]
  return `<p class="clause"><span class="no">${number}</span> ${inlineToHtml(rest, writer)}</p>`
}
