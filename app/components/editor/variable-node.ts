import { mergeAttributes, Node } from '@tiptap/core'
import type { Variable } from '#domain/documents/variables.ts'

/** What a blank reads as: its value, else its label, marked as a gap. */
const show = (element: HTMLElement, variable: Variable | undefined, name: string) => {
  const value = variable?.value?.trim()
  element.textContent = value || variable?.label || name
  element.className = value ? 'var' : 'var var-empty'
  element.title = value ? (variable?.label ?? name) : `${variable?.label ?? name}: no value yet`
}

/** The blanks on the page and the variables that fill them, so that typing a value shows in the text at once. */
export class VariableChips {
  private readonly chips = new Map<HTMLElement, string>()
  private variables: readonly Variable[] = []

  fill(variables: readonly Variable[]) {
    this.variables = variables
    for (const [element, name] of this.chips) this.paint(element, name)
  }

  /** The variables there are. */
  get known(): readonly Variable[] {
    return this.variables
  }

  add(element: HTMLElement, name: string) {
    this.chips.set(element, name)
    this.paint(element, name)
  }

  remove(element: HTMLElement) {
    this.chips.delete(element)
  }

  private paint(element: HTMLElement, name: string) {
    show(
      element,
      this.variables.find((variable) => variable.name === name),
      name,
    )
  }
}

/** A blank that the organization fills in. One piece: it is chosen, moved and deleted as a whole. */
export const variableNode = (chips: VariableChips) =>
  Node.create({
    name: 'variable',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({
      name: {
        default: '',
        parseHTML: (element: HTMLElement) => element.getAttribute('data-variable'),
        renderHTML: ({ name }: { name?: string }) => ({ 'data-variable': name }),
      },
    }),
    parseHTML: () => [{ tag: 'span[data-variable]' }],
    // What is saved holds the name only; values are filled in when it is read.
    renderHTML: ({ HTMLAttributes, node }) => ['span', mergeAttributes(HTMLAttributes), String(node.attrs.name)],
    addNodeView:
      () =>
      ({ node }) => {
        const dom = document.createElement('span')
        chips.add(dom, String(node.attrs.name))
        return { dom, destroy: () => chips.remove(dom) }
      },
  })
