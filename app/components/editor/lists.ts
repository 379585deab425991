import { InputRule, type Node } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'

/** Whether the cursor is in the line that an item begins with. */
function leadsItem({ selection: { $from } }: EditorState): boolean {
  return $from.depth > 1 && $from.node(-1).type.name === 'listItem' && $from.index(-1) === 0
}

/** "- " in an item that has just begun is text: whoever types it does not mean a list in an item without words. */
export const notLeadingItems = (wrapper: Node): Node =>
  wrapper.extend({
    addInputRules() {
      return (this.parent?.() ?? []).map(
        ({ find, handler, undoable }) =>
          new InputRule({ find, undoable, handler: (typed) => (leadsItem(typed.state) ? null : handler(typed)) }),
      )
    },
  })
