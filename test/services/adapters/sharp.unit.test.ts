import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { imageFormat } from '#domain/attachments/image.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { plain, png } from '#test/support/images.ts'

const images = sharpImages()
const refusal = (bytes: Uint8Array) =>
  images.read(bytes).then(
    () => 'taken',
    (error: { details?: { reason?: string } }) => error.details?.reason ?? String(error),
  )

test.each(['png', 'jpeg', 'webp', 'gif'] as const)(
  'a %s is taken for what it is, whatever its name says',
  async (format) => {
    const file = await plain('red').toFormat(format).toBuffer()
    expect(imageFormat(file)).toBe(format)
    const { bytes, width, height, type } = await images.read(file)
    expect({ width, height, type }).toEqual({
      width: 40,
      height: 20,
      type: `image/${format === 'gif' ? 'png' : format}`,
    })
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 20 })
  },
)

test('the same file gives the same bytes', async () => {
  const [one, two] = await Promise.all([images.read(await png()), images.read(await png())])
  expect(one.bytes).toEqual(two.bytes)
})

test('what is kept has the pixels alone: no place, no camera, no text, nothing after the end', async () => {
  const camera = { IFD0: { Copyright: 'Quagga' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }
  const photo = await plain('red').jpeg().withExif(camera).withIccProfile('p3').toBuffer()
  const archive = Buffer.concat([photo, Buffer.from('PK\x03\x04 <script>alert("Quagga")</script>')])
  const { bytes } = await images.read(archive)
  expect(Buffer.from(bytes).includes('Quagga')).toBe(false)
  const { exif, icc, xmp, iptc } = await sharp(bytes).metadata()
  expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined])
})

test('a photograph that was held sideways stands upright, and a large one is made smaller', async () => {
  const sideways = await plain('red', 40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  expect(await images.read(sideways)).toMatchObject({ width: 20, height: 40 })
  const large = await plain('red', 5_000, 2_500).png().toBuffer()
  expect(await images.read(large)).toMatchObject({ width: 2_000, height: 1_000 })
})

test('what is no image that is taken is refused with the reason', async () => {
  const svg = Buffer.from(
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  )
  expect(await refusal(svg)).toBe('svg')
  const whole = await png()
  const cases: Record<string, Uint8Array> = {
    'a PDF': Buffer.from('%PDF-1.7\n'),
    'a page': Buffer.from('<!doctype html><script>alert(1)</script>'),
    nothing: Buffer.alloc(0),
    'a TIFF': await plain('red').tiff().toBuffer(),
  }
  for (const [name, bytes] of Object.entries(cases)) expect([name, await refusal(bytes)]).toEqual([name, 'format'])
  const broken = {
    'half a PNG': whole.subarray(0, whole.length - 30),
    'a script that begins as a PNG': Buffer.concat([whole.subarray(0, 8), Buffer.from('<script>alert(1)</script>')]),
    'an SVG that begins as a JPEG': Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), svg]),
  }
  for (const [name, bytes] of Object.entries(broken)) expect([name, await refusal(bytes)]).toEqual([name, 'damaged'])
})

/** A PNG whose header promises so many pixels, of which some kilobytes unfold to gigabytes. */
function bomb(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0], 8)
  const rows = deflateSync(Buffer.alloc(20_000_000))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}
function crc32(bytes: Buffer): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ -1) >>> 0
}

test('a file of kilobytes that promises a billion pixels is refused at once, and the event loop goes on meanwhile', async () => {
  const file = bomb(50_000)
  expect(file.length).toBeLessThan(100_000)
  const began = performance.now()
  expect(await refusal(file)).toBe('pixels')
  expect(performance.now() - began).toBeLessThan(1_000)

  let longest = 0
  let last = performance.now()
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const large = await plain('red', 7_000, 7_000).png().toBuffer()
  longest = 0
  await Promise.all([images.read(large), images.read(large)])
  clearInterval(beat)
  expect(longest).toBeLessThan(250)
})

test('when it takes too long, the answer is to come again', async () => {
  const busy = sharpImages(0)
  const [long, short] = [await plain('red', 5_000, 2_500).png().toBuffer(), await png()]
  const asked = Promise.all([busy.read(long), busy.read(long), busy.read(short)])
  await expect(asked).rejects.toMatchObject({ code: 'unavailable' })
})
