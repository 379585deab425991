import { Extension } from '@tiptap/core'
import { DOMSerializer, type Fragment } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { cleanPaste } from '#services/content/paste/clean.ts'
import { type LeftOut, nothingLeftOut } from '#services/content/paste/left-out.ts'
import { imagesAlone } from './image-uploads.ts'

/** What was copied here bears this, and comes back as it is, cut in the middle of whatever it was cut in. */
const OWN = 'data-accord-copy'

class OwnCopies extends DOMSerializer {
  override serializeFragment(
    fragment: Fragment,
    options?: Parameters<DOMSerializer['serializeFragment']>[1],
    into?: HTMLElement | DocumentFragment,
  ) {
    const made = super.serializeFragment(fragment, options, into)
    // The parts of a node are put into it; only the whole has no place yet.
    if (!into && made.firstChild instanceof Element) made.firstChild.setAttribute(OWN, '')
    return made
  }
}

/** Cleans what is pasted and dropped before the page sees it, and hands over what could not be kept, once for each paste. */
export const pasteCleaner = (onPaste: (leftOut: LeftOut) => void) =>
  Extension.create({
    name: 'pasteCleaner',
    addProseMirrorPlugins() {
      const { schema } = this.editor
      const { nodes, marks } = DOMSerializer.fromSchema(schema)
      let data: DataTransfer | null = null
      return [
        new Plugin({
          props: {
            // Seen before the markup is: a file beside it may be the very image that the markup only names.
            handleDOMEvents: {
              paste: (_, { clipboardData }) => {
                data = clipboardData
                return false
              },
              drop: (_, { dataTransfer }) => {
                data = dataTransfer
                return false
              },
            },
            clipboardSerializer: new OwnCopies(nodes, marks),
            transformPastedHTML: (markup) => {
              if (markup.includes(` ${OWN}=`)) return markup
              const { html, leftOut } = cleanPaste(markup)
              onPaste(imagesAlone(markup, data).length > 0 ? nothingLeftOut() : leftOut)
              return html
            },
          },
        }),
      ]
    },
  })
