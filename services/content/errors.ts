/** The refusal of content over a limit, with the limit by name. */
export class ContentTooLarge extends Error {
  readonly code = 'content_too_large'
  constructor(readonly details: Record<string, unknown>) {
    super('content_too_large')
  }
}

export const contentTooLarge = (limit: 'bytes' | 'blocks' | 'depth', max: number, actual: number): ContentTooLarge =>
  new ContentTooLarge({ limit, max, actual })
