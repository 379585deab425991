import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber } from 'pdf-lib'
import type { PrintJob } from '../../ports.ts'
import { isRightToLeft } from '../../print/model.ts'
import { PAGE_MARGINS } from '../../print/styles.ts'
import { drawPageNumbers } from './page-numbers.ts'
import { writePdf } from './write.ts'

const POINTS_PER_MM = 72 / 25.4

/**
 * Chromium gives the places links lead to without the margins of the page; with them a link opens at its heading, not two
 * lines above the page.
 */
function correctDestinations(document: PDFDocument): void {
  const destinations = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)
  for (const [, value] of destinations?.entries() ?? []) {
    const destination = document.context.lookup(value, PDFArray)
    const move = (at: number, by: number) => {
      const number = destination.lookupMaybe(at, PDFNumber)
      if (number) destination.set(at, PDFNumber.of(Math.max(0, number.asNumber() + by)))
    }
    move(2, PAGE_MARGINS.side * POINTS_PER_MM)
    move(3, -PAGE_MARGINS.top * POINTS_PER_MM)
  }
}

/** The printed PDF with page numbers in its contents, its metadata, and nothing in it that says when it was made. */
export async function finishPdf(printed: Uint8Array, job: PrintJob): Promise<{ pdf: Uint8Array; pages: number }> {
  const document = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  correctDestinations(document)
  drawPageNumbers(document, isRightToLeft(job.lang))
  document.setTitle(job.title, { showInWindowTitleBar: true })
  document.setAuthor(job.author)
  document.setSubject(job.subject)
  document.setLanguage(job.lang)
  document.setCreator('Accord')
  document.setProducer('Accord, with Chromium (Skia/PDF)')
  const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict)
  for (const key of ['CreationDate', 'ModDate']) info.delete(PDFName.of(key))
  return { pdf: writePdf(document), pages: document.getPageCount() }
}
