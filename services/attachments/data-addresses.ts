import { buffer } from 'node:stream/consumers'
import type { AttachmentRow } from '#db/queries/attachments.ts'
import type { Deps } from '../transaction.ts'

/** Images as `data:` addresses, by their hashes: for paper and for files, which are shown without a network. */
export async function dataAddresses(
  { objects }: Pick<Deps, 'objects'>,
  rows: readonly Pick<AttachmentRow, 'hash' | 'type' | 'objectKey'>[],
): Promise<Map<string, string>> {
  const addresses = new Map<string, string>()
  for (const { hash, type, objectKey } of rows) {
    const file = await objects.open(objectKey)
    if (!file) throw new Error(`the stored file of attachment ${hash} is gone`)
    addresses.set(hash, `data:${type};base64,${(await buffer(file.content)).toString('base64')}`)
  }
  return addresses
}
