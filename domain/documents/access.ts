import type { Actor } from '../actor.ts'
import { can, type Holder, type Role } from '../roles.ts'
import { type Classification, isOpen } from './classification.ts'

/** What of a reader decides which documents exist for them. */
export interface Reader {
  membershipId: string | null
  /** Sees every classification: compliance managers, and the system. */
  readsEverything: boolean
  /** Reads documents that are not in effect too. */
  readsDrafts: boolean
}

/** What of a document decides for whom it exists. People are named by their memberships. */
export interface ReadableDocument {
  classification: Classification
  inEffect: boolean
  ownerId: string
  secondOwnerId: string | null
  createdBy: string
  /** Everyone who was ever asked to sign it. */
  signerIds: readonly string[]
  /** The audience of a confidential document, the named people of a restricted one. */
  readerIds: readonly string[]
}

/** `none` answers as if the document did not exist; `in_effect` shows the version in effect; `all` also drafts and rounds. */
export type Visibility = 'none' | 'in_effect' | 'all'

/** The reader that an actor is. Being an admin opens no confidential document: that takes a compliance manager. */
export const readerOf = (actor: Holder & Pick<Actor, 'membershipId'>): Reader => ({
  membershipId: actor.membershipId,
  readsEverything: actor.via === 'system' || actor.roles.includes('compliance_manager'),
  readsDrafts: can(actor, 'documents.read_drafts'),
})

/** The reader that a member is while they are not here, for what is sent to them. */
export const memberReader = (membershipId: string, roles: readonly Role[]): Reader =>
  readerOf({ membershipId, roles: [...roles], via: 'page', scopes: null })

/** How much of a document a reader sees. The SQL of db/queries/visibility.ts says the same; a test holds them together. */
export function visibility(reader: Reader, document: ReadableDocument): Visibility {
  const me = reader.membershipId
  const isOwner = me !== null && (me === document.ownerId || me === document.secondOwnerId)
  const isSigner = me !== null && document.signerIds.includes(me)
  const isNamed = me !== null && document.readerIds.includes(me)
  if (!(reader.readsEverything || isOpen(document.classification) || isOwner || isNamed || isSigner)) return 'none'
  if (reader.readsDrafts || isOwner || isSigner || me === document.createdBy) return 'all'
  return document.inEffect ? 'in_effect' : 'none'
}

/** Does the document exist for this reader at all? */
export const mayRead = (reader: Reader, document: ReadableDocument): boolean => visibility(reader, document) !== 'none'
