import { z } from 'zod'
import { IMAGE_LIMITS, IMAGE_TYPES } from '#domain/attachments/image.ts'
import { EXAMPLE_IDS } from '../common/examples.ts'
import { inDocument } from '../documents/examples.ts'
import { InDocument } from '../documents/params.ts'
import { operation, type Resource } from '../operation.ts'
import { ATTACHMENT_EXAMPLE, EXAMPLE_PNG } from './examples.ts'
import { AttachmentView, attachmentView } from './views.ts'

/** Base64 writes three bytes as four letters. */
const IN_BASE64 = Math.ceil(IMAGE_LIMITS.bytes / 3) * 4

const AddAttachment = z.strictObject({
  content: z.base64('Send the bytes of the file in Base64').max(IN_BASE64, 'An image may have 10 MB').meta({
    pattern: z.regexes.base64.source,
    description: 'The bytes of a PNG, JPEG, WebP or GIF, in Base64: at most 10 MB and 50 million pixels.',
  }),
})
const InAttachment = InDocument.extend({
  attachment: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description: 'The hash of the image.' }),
})

export const attachments: Resource = {
  tag: 'Attachments',
  operations: [
    operation({
      id: 'attachments.add',
      method: 'post',
      path: '/documents/{document}/attachments',
      summary: 'Add an image to a draft',
      notes:
        'It is made anew from its pixels, without metadata, at most 2,000 pixels wide and high; of a GIF the first frame stays. Then the draft may show it: write `![What it shows](attachment:HASH)`. The same file gives the same image, so it may be sent again, with or without an `Idempotency-Key`. An image that no text shows is deleted after a week.',
      scope: 'documents:write',
      cost: 10,
      params: InDocument,
      body: AddAttachment,
      bodyLimit: IN_BASE64 + 1_000,
      isRepeatable: true,
      response: AttachmentView,
      status: 200,
      example: {
        state: 'draft',
        params: inDocument,
        body: { content: EXAMPLE_PNG },
        response: ATTACHMENT_EXAMPLE,
      },
      run: async ({ services, actor, params: { document }, body }) => ({
        body: attachmentView(await services.attachments.add(actor, document, Buffer.from(body.content, 'base64'))),
      }),
    }),
    operation({
      id: 'attachments.get',
      method: 'get',
      path: '/documents/{document}/attachments/{attachment}',
      summary: 'Download an image of a text',
      notes: 'For whoever may read a text of the document that shows it: the draft or a version.',
      scope: 'documents:read',
      params: InAttachment,
      files: IMAGE_TYPES,
      status: 200,
      example: { params: { ...inDocument, attachment: EXAMPLE_IDS.attachment } },
      run: async ({ services, actor, params: { document, attachment } }) => {
        const found = await services.attachments.find(actor, document, attachment)
        const { content, size } = await services.attachments.file(found)
        const name = `${found.hash.slice(0, 12)}.${found.type.split('/')[1]}`
        return { file: { type: found.type, name, content, size }, etag: found.hash }
      },
    }),
  ],
}
