/** As much of parsed HTML as reading it takes. The nodes of parse5 are of this kind, and so is what a browser's are copied to. */
export type MarkupText = { nodeName: '#text'; value: string }
export type MarkupElement = {
  nodeName: string
  tagName: string
  attrs: { name: string; value: string }[]
  childNodes: MarkupNode[]
}
export type MarkupNode = MarkupElement | MarkupText | { nodeName: string; data?: string }

export const isElement = (node: MarkupNode): node is MarkupElement => 'tagName' in node
export const isText = (node: MarkupNode): node is MarkupText => node.nodeName === '#text' && 'value' in node

/** The text of a comment, or null for what is none. */
export const commentOf = (node: MarkupNode): string | null =>
  node.nodeName === '#comment' && 'data' in node ? (node.data ?? '') : null

export const attribute = (element: MarkupElement, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value

export const hasClass = (element: MarkupElement, pattern: RegExp): boolean =>
  (attribute(element, 'class') ?? '').split(/\s+/).some((name) => pattern.test(name))

export const text = (value: string): MarkupText => ({ nodeName: '#text', value })

export const element = (
  tagName: string,
  childNodes: MarkupNode[],
  attributes: Record<string, string> = {},
): MarkupElement => ({
  nodeName: tagName,
  tagName,
  attrs: Object.entries(attributes).map(([name, value]) => ({ name, value })),
  childNodes,
})

/** Everything written in some nodes, in reading order. */
export const textOf = (nodes: readonly MarkupNode[]): string =>
  nodes.map((node) => (isText(node) ? node.value : isElement(node) ? textOf(node.childNodes) : '')).join('')

/**
 * A copy of parsed markup that is at most `depth` deep: what is nested deeper follows in reading order. Nobody means such
 * nesting, and whoever walks the copy may call itself.
 */
export function copyMarkup(nodes: readonly MarkupNode[], depth = 100): MarkupNode[] {
  const copied: MarkupNode[] = []
  const open = [{ into: copied, rest: nodes[Symbol.iterator]() }]
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const { done, value: node } = top.rest.next()
    if (done) {
      open.pop()
      continue
    }
    if (!isElement(node)) {
      top.into.push(node)
      continue
    }
    const copy = { ...node, childNodes: [] }
    top.into.push(copy)
    open.push({ into: open.length < depth ? copy.childNodes : top.into, rest: node.childNodes[Symbol.iterator]() })
  }
  return copied
}
