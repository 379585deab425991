/** A number of two to four parts before a sentence: "4.2 A shared account …", and not "3.5 million people". */
const WRITTEN_NUMBER = /^(\d{1,3}(?:\.\d{1,3}){1,3})\s+(?=(?:<[a-z]+>)*["“‘'(«]?[\p{Lu}\p{Lo}])/u
const HANGING = /^\d{1,3}(?:\.\d{1,3}){1,3}$/

/** Whether a number in front of a paragraph hangs in the gutter. */
export const hangs = (number: string): boolean => HANGING.test(number)

/** A paragraph as people read it: the number its author wrote in front stands apart (`.no`), so that it can hang in the gutter. */
export function paragraphToHtml(line: string): string {
  const hung = line.replace(WRITTEN_NUMBER, '<span class="no">$1</span> ')
  return `<p${hung === line ? '' : ' class="clause"'}>${hung}</p>`
}
