import { type ErrorTable, word } from '../error-table.ts'
import { IMAGE_LIMITS, IMAGE_REFUSALS, type ImageRefusal } from './image.ts'

const reasonOf = (reason: unknown): string | undefined => IMAGE_REFUSALS[reason as ImageRefusal]

/** What is refused of images. */
export const ATTACHMENT_ERRORS = {
  image_refused: {
    status: 422,
    title: 'Image not taken',
    sentence: (d) => reasonOf(d.reason) ?? 'This image cannot be taken.',
  },
  too_many_images: {
    status: 422,
    title: 'No room for more images',
    sentence: () =>
      `A document has room for ${IMAGE_LIMITS.perDocument} images of ${IMAGE_LIMITS.bytesPerDocument / 1_000_000} MB in all. Take some out, and save.`,
  },
  missing_images: {
    status: 422,
    title: 'Images are missing',
    sentence: (d) =>
      `The text shows ${word(d.count, 'some')} ${d.count === 1 ? 'image that is' : 'images that are'} not here. Add them again, or take them out.`,
  },
} as const satisfies ErrorTable
