import type { RequestHandler } from 'express'

/** Some hundred events. Whoever is this far behind reads everything again anyway, once the stream is opened anew. */
const MOST_QUEUED_BYTES = 64 * 1024

/**
 * Ends an event stream whose reader does not read. What is written to a response is kept in memory until it is sent, and
 * nobody waits for an event to be sent, so a reader that stopped would fill the memory of the process.
 */
export const endSlowReaders: RequestHandler = (_request, response, next) => {
  const write = response.write.bind(response) as (...args: unknown[]) => boolean
  response.write = (...args: unknown[]) => {
    const isSent = write(...args)
    const isStream = String(response.getHeader('Content-Type') ?? '').startsWith('text/event-stream')
    if (isStream && response.writableLength > MOST_QUEUED_BYTES) response.destroy()
    return isSent
  }
  next()
}
