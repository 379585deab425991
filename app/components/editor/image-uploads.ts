import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { ImageAnswer } from '#app/lib/image-answer.ts'
import { IMAGE_LIMITS } from '#domain/attachments/image.ts'
import { cleanPaste } from '#services/content/paste/clean.ts'

/** What the toolbar and the page need of the uploads of an editor. */
export interface ImageUploads {
  /** Where images are sent. */
  address: string
  /** Why an image was not taken, in words. */
  onRefusal: (sentence: string) => void
}

type Step = { start: { id: object; at: number; element: HTMLElement } } | { end: { id: object } }

const key = new PluginKey<DecorationSet>('image-uploads')

/** Where an upload will put its image, whatever was typed meanwhile; null when that place is gone. */
const placeOf = (state: EditorState, id: object): number | null =>
  key.getState(state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from ?? null

/** The place of an image that is on its way, with how far it has come. */
function placeholder(name: string) {
  const element = document.createElement('div')
  element.className = 'ed-upload'
  element.setAttribute('role', 'status')
  const bar = document.createElement('progress')
  bar.max = 1
  bar.setAttribute('aria-label', `Adding ${name}`)
  element.append(`Adding ${name} `, bar)
  return {
    element,
    progress: (part: number) => {
      bar.value = part
    },
  }
}

const NO_CONNECTION = 'there is no connection. Add it again when it is back.'
const SIGNED_OUT = 'you are signed out. Sign in in another tab, and add it again.'

/** Sends a file. `fetch` does not say how far it has come. */
function send(address: string, file: Blob, onProgress: (part: number) => void): Promise<ImageAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total))
    request.addEventListener('error', () => resolve({ added: false, sentence: NO_CONNECTION }))
    request.addEventListener('load', () => {
      const answer: ImageAnswer | null = request.response
      if (answer !== null && typeof answer === 'object' && 'added' in answer) resolve(answer)
      else if (request.status === 404) resolve({ added: false, sentence: 'the document is not there any more.' })
      else resolve({ added: false, sentence: SIGNED_OUT })
    })
    request.send(file)
  })
}

/** Adds files to the document, one after the other, each at a place of the text. */
export async function addImages(
  view: EditorView,
  { address, onRefusal }: ImageUploads,
  files: readonly File[],
  at = view.state.selection.to,
): Promise<void> {
  const begun = files.map((file) => {
    const place = blockPlace(view.state, at)
    const id = {}
    const { element, progress } = placeholder(file.name || 'image')
    view.dispatch(view.state.tr.setMeta(key, { start: { id, at: place, element } } satisfies Step))
    return { file, id, progress }
  })
  for (const { file, id, progress } of begun) {
    const answer: ImageAnswer =
      file.size > IMAGE_LIMITS.bytes
        ? { added: false, sentence: 'That is too large: at most 10 MB.' }
        : await send(address, file, progress)
    if (view.isDestroyed) return
    const place = placeOf(view.state, id)
    const change = view.state.tr.setMeta(key, { end: { id } } satisfies Step)
    const image = view.state.schema.nodes.image
    if (answer.added && place !== null && image) {
      const inserted = image.create({ hash: answer.hash, alt: '' })
      view.dispatch(change.insert(place, inserted).scrollIntoView())
    } else view.dispatch(change)
    if (!answer.added) onRefusal(`${file.name || 'The image'} was not added: ${answer.sentence}`)
  }
}

/** The place of a block next to a place in a line: before an empty paragraph, else after the line. */
function blockPlace(state: EditorState, at: number): number {
  const place = state.doc.resolve(at)
  if (!place.parent.isTextblock) return at
  const around = place.node(-1)
  const index = place.index(-1)
  // An item of a list begins with a paragraph, also with an empty one.
  const mayLead = state.schema.nodes.image && around.canReplaceWith(index, index, state.schema.nodes.image)
  return place.parent.content.size === 0 && mayLead ? place.before() : place.after()
}

const imagesAmong = (data: DataTransfer | null): File[] =>
  Array.from(data?.files ?? []).filter(({ type }) => type.startsWith('image/'))

/** Bytes from Base64; null for what only looks like it. */
function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

/** The images that pasted HTML carries in itself, as files. */
function imagesInHtml(html: string): File[] {
  if (!html.includes('data:image/')) return []
  return cleanPaste(html).carried.flatMap((address, at) => {
    const [, type, data] = /^data:(image\/[\w.+-]+);base64,([\w+/=\s]+)$/.exec(address) ?? []
    const bytes = data ? decoded(data) : null
    return type && bytes ? [new File([bytes], `Image ${at + 1}`, { type })] : []
  })
}

/** Images come in by dropping and pasting files, and in the HTML that is pasted. */
export const imageUploads = (uploads: ImageUploads) =>
  Extension.create({
    name: 'imageUploads',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(change, before) {
            const mapped = before.map(change.mapping, change.doc)
            const step: Step | undefined = change.getMeta(key)
            if (!step) return mapped
            if ('end' in step)
              return mapped.remove(mapped.find(undefined, undefined, (spec) => spec.id === step.end.id))
            const { id, at, element } = step.start
            return mapped.add(change.doc, [Decoration.widget(at, element, { id, side: 1 })])
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handlePaste(view, event) {
            const html = event.clipboardData?.getData('text/html') ?? ''
            // A program that copies a text sends a picture of it as well: the text is what is meant.
            const files = html === '' ? imagesAmong(event.clipboardData) : []
            if (files.length > 0) {
              void addImages(view, uploads, files)
              return true
            }
            const inside = imagesInHtml(html)
            const alone = html !== '' && inside.length === 0 ? imagesAlone(html, event.clipboardData) : []
            if (alone.length > 0) {
              void addImages(view, uploads, alone)
              return true
            }
            // The text is pasted as usual; its images follow where it ends.
            if (inside.length > 0) queueMicrotask(() => void addImages(view, uploads, inside))
            return false
          },
          handleDrop(view, event) {
            const files = imagesAmong(event.dataTransfer)
            if (files.length === 0) return false
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
            void addImages(view, uploads, files, at)
            event.preventDefault()
            return true
          },
        },
      }),
    ],
  })

/** An image that was copied in a browser comes as a file, beside HTML that says nothing but where it was. */
export function imagesAlone(html: string, data: DataTransfer | null): File[] {
  const files = imagesAmong(data)
  if (files.length === 0) return []
  const { html: text, leftOut, carried } = cleanPaste(html)
  return text === '' && carried.length === 0 && leftOut.images === 1 ? files : []
}
