import type { Sharp } from 'sharp'
import {
  IMAGE_LIMITS,
  type ImageFormat,
  type ImageRefusal,
  type ImageType,
  imageFormat,
} from '#domain/attachments/image.ts'
import { DomainError } from '#domain/errors.ts'
import type { Images, ReadImage } from '../ports.ts'
import { createLane } from './lane.ts'

/** Decoding takes a processor each: one stays for the pages. */
const [AT_ONCE, WAITING] = [1, 20]
/** From the question to the answer, the time in the queue included. */
const PATIENCE_MS = 20_000
/** libvips itself gives up on one image after so long. */
const SECONDS = 10

const TYPES: Record<ImageFormat, ImageType> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/png',
}

const refuse = (reason: ImageRefusal) => new DomainError('image_refused', { reason })

/** Loaded by the first image: most processes never see one. */
async function load() {
  const { default: sharp } = await import('sharp')
  // Of the hundred formats that libvips reads, those we take. The others are so much more code that could be wrong.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Png', 'Jpeg', 'Webp', 'Nsgif'].map((format) => `VipsForeignLoad${format}Buffer`),
  })
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
let loading: ReturnType<typeof load> | null = null

/** Reads images with libvips, in threads of its own: the event loop answers people meanwhile. */
export function sharpImages(patienceMs = PATIENCE_MS): Images {
  const lane = createLane(AT_ONCE, WAITING)
  return {
    async read(bytes) {
      const format = imageFormat(bytes)
      if (format === null || format === 'svg') throw refuse(format ?? 'format')
      const signal = AbortSignal.timeout(patienceMs)
      try {
        return await lane.run(() => readAs(format, bytes), signal)
      } catch (error) {
        if (lane.isFull(error) || signal.aborted) throw new DomainError('unavailable', { what: 'Reading this image' })
        throw error
      }
    },
  }
}

async function readAs(format: ImageFormat, bytes: Uint8Array): Promise<ReadImage> {
  loading ??= load()
  const sharp = await loading
  // Only the first frame is read. Without `keepMetadata` nothing but the picture is written: no place, no camera, no name.
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: IMAGE_LIMITS.pixels, sequentialRead: true })
  const { width, height, ...found } = await image.metadata().catch(refuseDamaged)
  if (found.format !== format) throw refuse('format')
  if (width * height > IMAGE_LIMITS.pixels) throw refuse('pixels')
  const side = IMAGE_LIMITS.side
  // A photograph that was held sideways is turned, since what says so is removed.
  const small = image.rotate().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
  const { data, info } = await written(small, format)
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch(refuseDamaged)
  return { bytes: data, type: TYPES[format], width: info.width, height: info.height }
}

function written(image: Sharp, format: ImageFormat): Sharp {
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 85 })
    case 'webp':
      return image.webp({ quality: 85 })
    default:
      return image.png({ compressionLevel: 9 })
  }
}

function refuseDamaged(error: unknown): never {
  const isTooLarge = error instanceof Error && /exceeds pixel limit/i.test(error.message)
  throw refuse(isTooLarge ? 'pixels' : 'damaged')
}
