import sharp, { type Sharp } from 'sharp'

/** An image of one color, so that two colors make two images. */
export const plain = (color: string, width = 40, height = 20): Sharp =>
  sharp({ create: { width, height, channels: 3, background: color } })

export const png = (color = '#0a625c'): Promise<Buffer> => plain(color).png().toBuffer()
