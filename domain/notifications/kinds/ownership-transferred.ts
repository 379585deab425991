import { paths } from '../../paths.ts'
import { name } from '../facts.ts'
import { defineKind } from '../kind.ts'

export const ownershipTransferred = defineKind({
  subject: 'document',
  /** `owner` is null in the notification of the new owner, and their name in that of other people. */
  facts: { by: name, owner: name.nullable() },
  icon: 'owner',
  priority: 'normal',
  label: 'You become owner of a document',
  words: ({ by, owner }, { document }) =>
    owner === null
      ? { title: `Now yours: ${document}`, body: `${by} made you its owner.`, action: 'Open the document' }
      : {
          title: `New owner: ${document}`,
          body: `${owner} owns it now, since its owner has left.`,
          action: 'Open the document',
        },
  leadsTo: ({ org, identifier }) => paths.document(org, identifier),
})
