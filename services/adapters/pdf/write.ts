import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { type PDFDocument, type PDFObject, PDFRef, PDFStream } from 'pdf-lib'

const OBJECTS_PER_STREAM = 200

type Location = [type: 0 | 1 | 2, position: number, index: number]

const deflate = (text: string): Buffer => deflateSync(Buffer.from(text, 'latin1'))

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}

/**
 * A document as the bytes of a PDF file, small and the same for the same document.
 *
 * Tagging makes thousands of little objects; packed into compressed object streams (PDF 1.5) they shrink to a third. The
 * library's own writer does so too, but deflates in JavaScript, which costs half as much as printing.
 */
export function writePdf(document: PDFDocument): Uint8Array {
  const { context } = document
  const parts: Buffer[] = []
  const locations = new Map<number, Location>([[0, [0, 0, 65_535]]])
  let length = 0
  const append = (bytes: Buffer) => {
    parts.push(bytes)
    length += bytes.length
  }
  const appendObject = (number: number, bytes: Buffer) => {
    locations.set(number, [1, length, 0])
    append(Buffer.concat([Buffer.from(`${number} 0 obj\n`), bytes, Buffer.from('\nendobj\n')]))
  }
  const appendStream = (number: number, dictionary: string, data: Buffer) =>
    appendObject(
      number,
      Buffer.concat([
        Buffer.from(`<< ${dictionary} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`, 'latin1'),
        data,
        Buffer.from('\nendstream'),
      ]),
    )

  append(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'))
  const small: [number, PDFObject][] = []
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFStream) appendObject(ref.objectNumber, bytesOf(object))
    else small.push([ref.objectNumber, object])
  }
  let next = context.largestObjectNumber + 1
  for (let from = 0; from < small.length; from += OBJECTS_PER_STREAM) {
    const chunk = small.slice(from, from + OBJECTS_PER_STREAM)
    let header = ''
    let body = ''
    chunk.forEach(([number, object], index) => {
      header += `${number} ${body.length} `
      body += `${object.toString()}\n`
      locations.set(number, [2, next, index])
    })
    appendStream(next, `/Type /ObjStm /N ${chunk.length} /First ${header.length}`, deflate(header + body))
    next += 1
  }
  const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32)
  const start = length
  locations.set(next, [1, start, 0])
  const { Root, Info } = context.trailerInfo
  const info = Info instanceof PDFRef ? `/Info ${Info}` : ''
  appendStream(
    next,
    `/Type /XRef /Size ${next + 1} /W [1 4 2] /Root ${Root} ${info} /ID [<${id}> <${id}>]`,
    xref(locations, next),
  )
  append(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  return new Uint8Array(Buffer.concat(parts))
}

function xref(locations: Map<number, Location>, last: number): Buffer {
  const table = Buffer.alloc((last + 1) * 7)
  for (let number = 0; number <= last; number += 1) {
    const [type, position, index] = locations.get(number) ?? [0, 0, 65_535]
    table.writeUInt8(type, number * 7)
    table.writeUInt32BE(position, number * 7 + 1)
    table.writeUInt16BE(index, number * 7 + 5)
  }
  return deflateSync(table)
}
