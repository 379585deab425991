import { z } from 'zod'
import { IMAGE_TYPES } from '#domain/attachments/image.ts'
import type { Services } from '#services/index.ts'

export const AttachmentView = z
  .object({
    hash: z.string().meta({ description: 'SHA-256 of the bytes that are kept, in hexadecimal.' }),
    type: z.enum(IMAGE_TYPES),
    bytes: z.number().int(),
    width: z.number().int(),
    height: z.number().int(),
    markdown: z.string().meta({ description: 'What shows it in a text. Between the brackets comes what it shows.' }),
    html: z.string().meta({ description: 'The same in HTML.' }),
  })
  .meta({ id: 'Attachment' })

type Attachment = Awaited<ReturnType<Services['attachments']['add']>>

export const attachmentView = ({ hash, type, bytes, width, height }: Attachment): z.input<typeof AttachmentView> => ({
  ...{ hash, type, bytes, width, height },
  markdown: `![](attachment:${hash})`,
  html: `<img data-attachment="${hash}" alt="">`,
})
