/** A number of two to four parts before a sentence: "4.2 A shared account …", and not "3.5 million people". */
const WRITTEN_NUMBER = /^((?:<(?:ins|del)>)?)(\d{1,3}(?:\.\d{1,3}){1,3})\s+(?=(?:<[a-z]+>)*["“‘'(«]?[\p{Lu}\p{Lo}])/u

/** A paragraph as people read it: the number its author wrote in front stands apart (`.no`), so that it can hang in the gutter. */
export function paragraphToHtml(line: string, attributes = ''): string {
  const hung = line.replace(WRITTEN_NUMBER, '$1<span class="no">$2</span> ')
  return `<p${hung === line ? '' : ' class="clause"'}${attributes}>${hung}</p>`
}
