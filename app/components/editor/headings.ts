import { type Node, textblockTypeInputRule } from '@tiptap/core'

/** `# ` begins a section, `## ` a subsection, `### ` a clause: the title of the document is no part of its text. */
export const typedHeadings = (heading: Node): Node =>
  heading.extend({
    addInputRules() {
      return [
        textblockTypeInputRule({
          find: /^(#{1,6})\s$/,
          type: this.type,
          getAttributes: ([, signs = '#']: RegExpMatchArray) => ({ level: Math.min(signs.length + 1, 4) }),
        }),
      ]
    },
  })
