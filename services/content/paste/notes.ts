import { attribute, hasClass, isElement, type MarkupElement, type MarkupNode, textOf } from '../markup.ts'
import { type Style, styleOf } from './styles.ts'

/*
 * Footnotes and comments. Content has no footnotes of its own: the text keeps the mark, raised, and the notes stand as
 * paragraphs at its end, behind a rule. What the mark linked to is an address of the page that it is pasted into, so the
 * link goes.
 */

/** The targets of marks and of the way back from the notes: Word, LibreOffice, Google Docs. */
const NOTE_TARGET = /#(?:_?(?:ftn|edn)(?:ref)?\d+|sd(?:foot|end)note\d+(?:sym|anc)|ftnt(?:_ref)?\d+)$/

const hrefOf = (link: MarkupElement): string => attribute(link, 'href') ?? ''

export const isNoteMark = (link: MarkupElement, style: Style): boolean =>
  style.has('mso-footnote-id') ||
  style.has('mso-endnote-id') ||
  hasClass(link, /^sd(foot|end)note(anc|sym)$/) ||
  NOTE_TARGET.test(hrefOf(link))

/** "1" for "[1]"; where nothing is drawn, the number is in the target. */
export function noteMark(link: MarkupElement): string {
  const drawn = textOf(link.childNodes).replace(/[\s\u00a0[\]]+/g, '')
  return drawn || (/(\d+)\D*$/.exec(hrefOf(link))?.[1] ?? '')
}

/** Whether a mark stands at the beginning of its note, and not in the text. */
export const isOfNote = (link: MarkupElement): boolean =>
  hasClass(link, /^sd(foot|end)notesym$/) || /#(?:_?(?:ftn|edn)ref|ftnt_ref)\d+$|note\d+anc$/.test(hrefOf(link))

/** The part of a document that holds its notes, or one of them. */
export const holdsNotes = (element: MarkupElement, style: Style): boolean =>
  /^(foot|end)note(-list)?$/.test(style.get('mso-element') ?? '') ||
  /^sd(foot|end)note\d+$/.test(attribute(element, 'id') ?? '')

/** The notes in a part that holds them, without the rule that Word draws above. */
export function notesIn(element: MarkupElement, style: Style): MarkupNode[] {
  if (!style.get('mso-element')?.endsWith('-list')) return [element]
  return element.childNodes.filter((node) => isElement(node) && holdsNotes(node, styleOf(node)))
}

const isCommentMark = (element: MarkupElement): boolean =>
  hasClass(element, /^msocomanchor$/i) || /#_msocom_\d+$/.test(hrefOf(element))

const commentMarksIn = (element: MarkupElement): number =>
  isCommentMark(element)
    ? 1
    : element.childNodes.reduce((sum, node) => sum + (isElement(node) ? commentMarksIn(node) : 0), 0)

/** What somebody wrote in the margin: its parts stand in many places, its mark in one. */
export const comments = {
  isMark: isCommentMark,
  marksIn: commentMarksIn,
  isPart: (element: MarkupElement, style: Style): boolean =>
    hasClass(element, /^MsoCommentReference$/) || /^comment/.test(style.get('mso-element') ?? ''),
}
