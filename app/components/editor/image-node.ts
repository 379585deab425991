import { Node } from '@tiptap/core'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { EditorView, NodeView } from '@tiptap/pm/view'
import { attachmentShown } from '#services/content/attachments.ts'

/** The attachment that an image shows; null for images from elsewhere. */
export const attachmentOf = (image: Element): string | null =>
  attachmentShown(image.getAttribute('data-attachment'), image.getAttribute('src'))

const MAX_ALT = 500
let fields = 0

/** An image as it is written: the picture, and below it what is said of it to those who do not see it. */
class ImageView implements NodeView {
  readonly dom = document.createElement('figure')
  private readonly picture = document.createElement('img')
  private readonly field = document.createElement('input')
  private readonly help = document.createElement('p')

  constructor(
    private node: ProseMirrorNode,
    private readonly view: EditorView,
    private readonly at: () => number | undefined,
    private readonly addressOf: (hash: string) => string,
  ) {
    const id = `alt-${++fields}`
    this.dom.className = 'ed-image'
    this.dom.contentEditable = 'false'
    this.field.className = 'input'
    this.field.id = id
    this.field.maxLength = MAX_ALT
    this.field.setAttribute('aria-describedby', `${id}-help`)
    this.field.addEventListener('input', () => this.write(this.field.value))
    this.field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      this.leave()
    })
    this.help.className = 'help'
    this.help.id = `${id}-help`
    const label = document.createElement('label')
    label.className = 'label'
    label.htmlFor = id
    label.textContent = 'Alternative text'
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'btn btn-sm'
    remove.textContent = 'Remove image'
    remove.addEventListener('click', () => this.remove())
    const caption = document.createElement('figcaption')
    caption.append(label, this.field, this.help, remove)
    this.dom.append(this.picture, caption)
    this.show()
  }

  update(node: ProseMirrorNode): boolean {
    if (node.type !== this.node.type) return false
    this.node = node
    this.show()
    return true
  }

  /** The field is a field of its own: the editor leaves its keys and clicks alone. */
  stopEvent = (event: Event): boolean =>
    this.dom.querySelector('figcaption')?.contains(event.target as Element) ?? false

  ignoreMutation = (): boolean => true

  selectNode = (): void => this.dom.classList.add('ProseMirror-selectednode')
  deselectNode = (): void => this.dom.classList.remove('ProseMirror-selectednode')

  private show(): void {
    const { hash, alt } = this.node.attrs
    const address = this.addressOf(String(hash))
    if (this.picture.getAttribute('src') !== address) this.picture.src = address
    this.picture.alt = String(alt)
    if (this.field.value !== alt) this.field.value = String(alt)
    this.help.textContent = alt
      ? 'Read out in place of the image, searched, and signed with the text.'
      : 'Say what the image shows, for those who do not see it. Left empty, it is decoration and is not read out.'
  }

  private write(alt: string): void {
    const at = this.at()
    if (at !== undefined) this.view.dispatch(this.view.state.tr.setNodeAttribute(at, 'alt', alt))
  }

  private remove(): void {
    const at = this.at()
    if (at !== undefined) this.view.dispatch(this.view.state.tr.delete(at, at + this.node.nodeSize))
    this.view.focus()
  }

  private leave(): void {
    this.view.focus()
  }
}

/**
 * An image of the document, on a line of its own.
 * @param addressOf where the browser gets it
 */
export const imageNode = (addressOf: (hash: string) => string) =>
  Node.create({
    name: 'image',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({
      hash: {
        default: '',
        parseHTML: attachmentOf,
        renderHTML: ({ hash }: { hash?: string }) => ({ 'data-attachment': hash }),
      },
      alt: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('alt') ?? '' },
    }),
    parseHTML: () => [{ tag: 'img', getAttrs: (element) => (attachmentOf(element) ? null : false) }],
    // What is saved names the image by its hash; no address is part of a text.
    renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
    addNodeView:
      () =>
      ({ node, view, getPos }) =>
        new ImageView(node, view, getPos, addressOf),
  })
