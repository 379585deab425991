import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view'

interface Widths {
  /** Empty where columns find their own. */
  set: (table: ProseMirrorNode) => readonly number[]
  /** The same, and equal ones where none are set. */
  drawn: (table: ProseMirrorNode) => readonly number[]
  /** Widths with percents moved from a column to another one. */
  shifted: (widths: readonly number[], to: number, from: number, percents: number) => number[]
  onSet: (widths: readonly number[]) => void
}

/** A table as it is written, with a grip on each border between two columns. The bar for tables does the same by keys. */
export class TableView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('tbody')
  private readonly table = document.createElement('table')
  private readonly columns = document.createElement('colgroup')
  private readonly grips = document.createElement('div')

  constructor(
    private node: ProseMirrorNode,
    private readonly of: Widths,
  ) {
    this.dom.className = 'tableWrapper'
    this.grips.className = 'ed-grips'
    this.grips.contentEditable = 'false'
    this.grips.setAttribute('aria-hidden', 'true')
    this.table.append(this.columns, this.contentDOM)
    this.dom.append(this.table, this.grips)
    this.show()
  }

  update(node: ProseMirrorNode): boolean {
    if (node.type !== this.node.type) return false
    this.node = node
    this.show()
    return true
  }

  /** The grips are no text: the editor leaves what is done to them alone. */
  stopEvent = (event: Event): boolean => this.grips.contains(event.target as Element)

  ignoreMutation = ({ type, target }: ViewMutationRecord): boolean =>
    type !== 'selection' && !this.contentDOM.contains(target)

  private show(): void {
    this.draw(this.of.drawn(this.node), this.of.set(this.node))
  }

  private draw(borders: readonly number[], columns: readonly number[]): void {
    const wanted = (parent: Element, count: number, make: () => Element) => {
      while (parent.children.length > count) parent.lastElementChild?.remove()
      while (parent.children.length < count) parent.append(make())
    }
    wanted(this.columns, columns.length, () => document.createElement('col'))
    wanted(this.grips, borders.length - 1, () => this.grip(this.grips.children.length))
    for (const [at, width] of columns.entries()) this.columns.children[at]?.setAttribute('width', `${width}%`)
    let border = 0
    for (const [at, width] of borders.entries()) {
      border += width
      const grip = this.grips.children[at]
      if (grip instanceof HTMLElement) grip.style.left = `${border}%`
    }
  }

  /** On the border behind a column: what one side gets the other gives. */
  private grip(column: number): HTMLElement {
    const grip = document.createElement('div')
    grip.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return
      event.preventDefault()
      grip.setPointerCapture(event.pointerId)
      const before = this.of.drawn(this.node)
      const percent = this.table.getBoundingClientRect().width / 100
      let widths = before
      const move = ({ clientX }: PointerEvent) => {
        widths = this.of.shifted(before, column, column + 1, Math.round((clientX - event.clientX) / percent))
        this.draw(widths, widths)
      }
      const end = ({ type }: PointerEvent) => {
        grip.removeEventListener('pointermove', move)
        grip.removeEventListener('pointerup', end)
        grip.removeEventListener('pointercancel', end)
        if (type === 'pointerup' && widths.join() !== before.join()) this.of.onSet(widths)
        else this.show()
      }
      grip.addEventListener('pointermove', move)
      grip.addEventListener('pointerup', end)
      grip.addEventListener('pointercancel', end)
    })
    return grip
  }
}
