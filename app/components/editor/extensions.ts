import { type AnyExtension, Mark, type Node } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import { canonicalHref } from '#domain/documents/href.ts'
import { typedHeadings } from './headings.ts'
import { imageNode } from './image-node.ts'
import { type ImageUploads, imageUploads } from './image-uploads.ts'
import { notLeadingItems } from './lists.ts'
import { Numbering } from './numbering.ts'
import { tableNodes } from './tables.ts'
import { TextKeys } from './text-keys.ts'
import { typedVariableRule } from './typed-variables.ts'
import { type VariableChips, variableNode } from './variable-node.ts'

const simpleMark = (name: string, tag: 'sub' | 'sup') =>
  Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] })

/** Headings stand in the text itself, in no list, table or quote; a line across it in a quote too. */
const PLACES: Record<string, (extension: AnyExtension) => AnyExtension> = {
  doc: (extension) => extension.extend({ content: '(block | section)+' }),
  heading: (extension) => typedHeadings((extension as Node).extend({ group: 'section' })),
  horizontalRule: (extension) => extension.extend({ group: 'section' }),
  blockquote: (extension) => notLeadingItems((extension as Node).extend({ content: '(block | horizontalRule)+' })),
  bulletList: (extension) => notLeadingItems(extension as Node),
  orderedList: (extension) => notLeadingItems(extension as Node),
  // An item may begin with a picture, code, a quote or a list, and code may be bold or a link.
  listItem: (extension) => extension.extend({ content: 'block+' }),
  code: (extension) => extension.extend({ excludes: '' }),
}
const Basics = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((extension) => PLACES[extension.name]?.(extension) ?? extension)
  },
})

/** What becomes a link while it is typed or pasted: "foo.bar" is a name and stays one. */
const isWrittenAddress = (address: string): boolean => /^(?:https?:\/\/|mailto:|www\.)/i.test(address)

/** Exactly what the sanitizer keeps: what cannot be saved cannot be typed, and what was saved is not lost by opening it. */
export const extensionsFor = (chips: VariableChips, uploads: ImageUploads) => [
  Basics.configure({
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      protocols: ['http', 'https', 'mailto'],
      defaultProtocol: 'https',
      shouldAutoLink: isWrittenAddress,
      isAllowedUri: (address) => canonicalHref(address) !== null || /^www\./i.test(address),
      HTMLAttributes: { rel: null, target: null },
    },
  }),
  ...tableNodes,
  simpleMark('subscript', 'sub'),
  simpleMark('superscript', 'sup'),
  variableNode(chips),
  imageNode((hash) => `${uploads.address}/${hash}`),
  imageUploads(uploads),
  typedVariableRule(chips),
  Numbering,
  TextKeys,
]
