/**
 * The number of a paragraph behind it in HTML that is shown. No text can hold one: comments are dropped on every write, and
 * "<" is escaped.
 */
export const paragraphMark = (block: number): string => `<!--${block}-->`

const MARK = /<!--(\d+)-->/g

/** HTML with something in place of each mark. */
export const replaceMarks = (html: string, by: (block: number) => string): string =>
  html.replace(MARK, (_mark, block: string) => by(Number(block)))

/** HTML without marks, for whoever pins nothing. */
export const withoutMarks = (html: string): string => replaceMarks(html, () => '')
