import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { ActionFunctionArgs } from '@remix-run/node'
import { answer, isDomainError, notFound } from '#app/lib/errors.server.ts'
import { freshJson } from '#app/lib/fresh.server.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { ImageAnswer } from '#app/lib/image-answer.ts'
import { IMAGE_LIMITS } from '#domain/attachments/image.ts'

export const loader = () => {
  throw notFound()
}

/** Where the editor sends an image: its bytes, and nothing around them. */
export async function action(args: ActionFunctionArgs) {
  const actor = await requireMember(args)
  const { attachments } = args.context.services
  const reference = args.params.identifier ?? ''
  const file = await bytesOf(args.request)
  return freshJson(await answer(args.request, inWords(attachments.add(actor, reference, file))))
}

async function inWords(added: Promise<{ hash: string }>): Promise<ImageAnswer> {
  try {
    return { added: true, hash: (await added).hash }
  } catch (error) {
    if (!isDomainError(error) || error.code === 'not_found') throw error
    return { added: false, sentence: error.message }
  }
}

/** So much more is read and dropped, so that whoever sends it gets the answer. */
const MOST_DROPPED = 5 * IMAGE_LIMITS.bytes

/** The bytes that were sent, or some more than may come: no process holds what nobody takes. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  // The types of Node: those of browsers have no iterator here.
  for await (const part of Readable.fromWeb(request.body as ReadableStream<Uint8Array>)) {
    if (size <= IMAGE_LIMITS.bytes) parts.push(part)
    size += part.byteLength
    if (size > MOST_DROPPED) break
  }
  return Buffer.concat(parts)
}
