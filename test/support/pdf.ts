import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import { getDocumentProxy } from 'unpdf'

/** What a reader's program would do by itself, or at a click, beyond showing pages. */
const DOES = [
  'JavaScript',
  'JS',
  'Launch',
  'OpenAction',
  'AA',
  'EmbeddedFile',
  'EmbeddedFiles',
  'SubmitForm',
  'ImportData',
  'XFA',
  'RichMedia',
  'GoToR',
  'GoToE',
]

/** Everything in a PDF that is more than text: names of actions, and where its links lead. */
export async function actionsIn(pdf: Uint8Array): Promise<{ actions: string[]; links: string[] }> {
  const document = await PDFDocument.load(pdf)
  const actions: string[] = []
  const links: string[] = []
  const visit = (dict: PDFDict) => {
    for (const [key, value] of dict.entries()) {
      if (DOES.includes(key.decodeText())) actions.push(key.decodeText())
      if (key === PDFName.of('S') && value instanceof PDFName && DOES.includes(value.decodeText())) {
        actions.push(value.decodeText())
      }
      if (key === PDFName.of('URI') && (value instanceof PDFString || value instanceof PDFHexString)) {
        links.push(value.decodeText())
      }
      if (value instanceof PDFDict) visit(value)
    }
  }
  for (const [, object] of document.context.enumerateIndirectObjects()) if (object instanceof PDFDict) visit(object)
  return { actions, links }
}

/** The words of a PDF, its lines joined by blanks. */
export async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })
  const pages = Array.from({ length: document.numPages }, async (_, at) => {
    const { items } = await (await document.getPage(at + 1)).getTextContent()
    return items.map((item) => ('str' in item ? item.str : '')).join(' ')
  })
  return (await Promise.all(pages)).join(' ').replace(/\s+/g, ' ')
}
