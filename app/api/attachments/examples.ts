import type { z } from 'zod'
import { EXAMPLE_IDS } from '../common/examples.ts'
import type { AttachmentView } from './views.ts'

/** One green pixel. */
export const EXAMPLE_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQImWPgSooBAAFCAMmYcZ1bAAAAAElFTkSuQmCC'

export const ATTACHMENT_EXAMPLE = {
  hash: EXAMPLE_IDS.attachment,
  type: 'image/png',
  bytes: 90,
  width: 1,
  height: 1,
  markdown: `![](attachment:${EXAMPLE_IDS.attachment})`,
  html: `<img data-attachment="${EXAMPLE_IDS.attachment}" alt="">`,
} satisfies z.input<typeof AttachmentView>
