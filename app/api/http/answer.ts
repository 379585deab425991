import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { KeptAnswer } from '#services/idempotency/index.ts'
import type { ApiFile, Operation, Reply } from '../operation.ts'

/** An answer as it goes out: JSON as text, so that it can be kept and repeated; a file beside it, which never is. */
export interface OutgoingAnswer extends KeptAnswer {
  file?: ApiFile
}

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' }

/** Makes a reply into what is sent. */
export function answerOf(operation: Operation, reply: Reply<unknown>, basePath: string): OutgoingAnswer {
  const location: Record<string, string> =
    reply.location === undefined ? {} : { Location: `${basePath}${reply.location}` }
  const { file } = reply
  if (file) {
    const headers = { ...fileHeaders(file), ...(reply.etag === undefined ? {} : { ETag: `"${reply.etag}"` }) }
    return { status: operation.status, body: '', headers, file }
  }
  if (reply.body === undefined) return { status: operation.status, body: '', headers: location }
  const body = JSON.stringify(reply.body)
  return { status: operation.status, body, headers: { ...JSON_HEADERS, ...location, ...etagOf(reply, body) } }
}

/** Lists change from one moment to the next; a tag on them would only say that one was read. */
function etagOf({ etag, body, resource }: Reply<unknown>, text: string): Record<string, string> {
  if (etag !== undefined) return { ETag: `"${etag}"` }
  const isList = typeof body === 'object' && body !== null && 'page' in body
  const tagged = resource === undefined ? text : JSON.stringify(resource)
  return isList ? {} : { ETag: `"${createHash('sha256').update(tagged).digest('base64url').slice(0, 22)}"` }
}

/** RFC 6266: a plain name for old programs, the exact one for all others. */
const fileHeaders = ({ type, name }: ApiFile): Record<string, string> => ({
  'Content-Type': type,
  // Saved and opened from a disk it is text; opened in place it must not act as a page of ours.
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
})

/** Sends the answer; a reader that has it already gets 304. What is answered depends on who asks, so nobody else may keep it. */
export async function send(
  request: Request,
  response: Response,
  { status, body, headers, file }: OutgoingAnswer,
): Promise<void> {
  response.set('Cache-Control', 'private, no-cache').set('Vary', 'Authorization, Cookie, X-Organization')
  const known = request.get('if-none-match')?.split(',') ?? []
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && headers.ETag !== undefined && known.some((tag) => tag.trim() === headers.ETag)) {
    if (typeof file?.content === 'object') file.content.destroy()
    response.status(304).set('ETag', headers.ETag).end()
    return
  }
  response.set(headers)
  response.status(status)
  if (status === 204) response.end()
  else if (typeof file?.content === 'object') await sendStream(request, response, file.content, file.size)
  else response.send(Buffer.from(file?.content ?? body))
}

/** A reader who leaves ends the stream; one that breaks ends the answer, which then lacks its end. @throws what broke it */
async function sendStream(request: Request, response: Response, content: Readable, size?: number): Promise<void> {
  if (size !== undefined) response.set('Content-Length', String(size))
  if (request.method === 'HEAD') {
    content.destroy()
    response.end()
    return
  }
  try {
    await pipeline(content, response)
  } catch (error) {
    const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (!left) throw error
  }
}
