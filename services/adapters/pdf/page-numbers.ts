import {
  PDFOperatorNames as Op,
  PDFArray,
  PDFContentStream,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFOperator,
  type PDFPage,
  PDFRef,
} from 'pdf-lib'
import { FIGURE_WIDTH, FIGURES, UNITS_PER_EM } from './figures.ts'

const FONT_SIZE = 10.5
/** From the lower edge of a line of the contents (16 pt high) to its baseline. */
const BASELINE = 4.1
const INK = [0.078, 0.106, 0.11] as const

type Entry = { page: PDFPage; left: number; right: number; bottom: number; target: number }

const name = PDFName.of

/** Pages by the names links point to. */
function targets(document: PDFDocument): Map<string, number> {
  const pages = new Map(document.getPages().map((page, at) => [page.ref, at]))
  const found = new Map<string, number>()
  const destinations = document.catalog.lookupMaybe(name('Dests'), PDFDict)
  for (const [key, value] of destinations?.entries() ?? []) {
    const target = document.context.lookup(value, PDFArray).get(0)
    const at = target instanceof PDFRef ? pages.get(target) : undefined
    if (at !== undefined) found.set(key.asString(), at)
  }
  return found
}

/** Links inside the document that stand before everything they can point to: the entries of the contents. */
function contentsEntries(document: PDFDocument): Entry[] {
  const byName = targets(document)
  const firstTarget = Math.min(...byName.values())
  return document
    .getPages()
    .slice(0, Math.max(0, firstTarget))
    .flatMap((page) => {
      const links = page.node.Annots()?.asArray() ?? []
      return links.flatMap((link): Entry[] => {
        const annotation = document.context.lookup(link, PDFDict)
        const destination = annotation.lookup(name('Dest'))
        const target = destination instanceof PDFName ? byName.get(destination.asString()) : undefined
        if (target === undefined) return []
        const { x, y, width } = annotation.lookup(name('Rect'), PDFArray).asRectangle()
        return [{ page, left: x, right: x + width, bottom: y, target }]
      })
    })
}

/** The figures as a font of drawings: text that can be copied and read aloud, without a font file to parse. */
function figureFont(document: PDFDocument): PDFRef {
  const { context } = document
  const glyphs = FIGURES.map((path) =>
    context.register(context.flateStream(`${FIGURE_WIDTH} 0 0 -30 ${FIGURE_WIDTH} 1520 d1\n${path}\nf`)),
  )
  const names = FIGURES.map((_, figure) => `figure${figure}`)
  const unicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Figures def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <30> <39> <0030> endbfrange
endcmap end end`
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type3',
      FontBBox: [0, -30, FIGURE_WIDTH, 1520],
      FontMatrix: [1 / UNITS_PER_EM, 0, 0, 1 / UNITS_PER_EM, 0, 0],
      CharProcs: Object.fromEntries(names.map((figure, at) => [figure, glyphs[at] as PDFRef])),
      Encoding: { Type: 'Encoding', Differences: [48, ...names] },
      FirstChar: 48,
      LastChar: 57,
      Widths: FIGURES.map(() => FIGURE_WIDTH),
      Resources: {},
      ToUnicode: context.register(context.flateStream(unicode)),
    }),
  )
}

function drawing({ left, right, bottom, target }: Entry, font: PDFName, rightToLeft: boolean): PDFOperator[] {
  const text = String(target + 1)
  const start = rightToLeft ? left : right - (text.length * FIGURE_WIDTH * FONT_SIZE) / UNITS_PER_EM
  const numbers = (...values: number[]) => values.map((value) => PDFNumber.of(Math.round(value * 1000) / 1000))
  return [
    PDFOperator.of(Op.BeginText),
    PDFOperator.of(Op.NonStrokingColorRgb, numbers(...INK)),
    PDFOperator.of(Op.SetFontAndSize, [font, ...numbers(FONT_SIZE)]),
    PDFOperator.of(Op.SetTextMatrix, numbers(1, 0, 0, 1, start, bottom + BASELINE)),
    PDFOperator.of(Op.ShowText, [PDFHexString.of(Buffer.from(text, 'latin1').toString('hex'))]),
    PDFOperator.of(Op.EndText),
  ]
}

/**
 * Writes the number of its page at the end of each entry of the contents.
 *
 * Only a finished layout has these numbers, and Chromium cannot print them (`target-counter`). Reading them off the links
 * it made costs a fraction of printing twice. They are marked as artifacts: the link itself leads to the section.
 */
export function drawPageNumbers(document: PDFDocument, rightToLeft: boolean): void {
  const entries = contentsEntries(document)
  if (entries.length === 0) return
  const font = figureFont(document)
  for (const page of new Set(entries.map((entry) => entry.page))) {
    const key = page.node.newFontDictionary('Figures', font)
    const operators = entries
      .filter((entry) => entry.page === page)
      .flatMap((entry) => drawing(entry, key, rightToLeft))
    const stream = PDFContentStream.of(document.context.obj({}), [
      PDFOperator.of(Op.PushGraphicsState),
      PDFOperator.of(Op.BeginMarkedContent, [name('Artifact')]),
      ...operators,
      PDFOperator.of(Op.EndMarkedContent),
      PDFOperator.of(Op.PopGraphicsState),
    ])
    // Chromium leaves its own transformation behind, so its content is closed off first.
    page.node.wrapContentStreams(...bracket(document))
    page.node.addContentStream(document.context.register(stream))
  }
}

function bracket({ context }: PDFDocument): [PDFRef, PDFRef] {
  const of = (operator: Op) => context.register(PDFContentStream.of(context.obj({}), [PDFOperator.of(operator)]))
  return [of(Op.PushGraphicsState), of(Op.PopGraphicsState)]
}
