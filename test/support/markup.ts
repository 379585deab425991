import { parse } from 'parse5'
import { copyMarkup, isElement, type MarkupNode } from '#services/content/markup.ts'

/** Markup as a browser hands it to the editor, parsed without one. */
export const markupOf = (html: string): MarkupNode[] =>
  copyMarkup<MarkupNode>(parse(html).childNodes, (node) =>
    isElement(node) ? { node: { ...node, childNodes: [] }, children: node.childNodes } : { node, children: [] },
  )
