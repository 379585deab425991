import { createServer } from 'node:http'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { markdownToContent } from '#services/content/markdown.ts'
import { outline } from '#services/content/outline.ts'
import { renderPrintHtml, WATERMARK } from '#services/print/html.ts'
import type { PrintModel, PrintSignature } from '#services/print/model.ts'
import { png } from '#test/support/images.ts'
import { draft, published } from '#test/support/print-models.ts'

let printer: PuppeteerPrinter
beforeAll(async () => {
  printer = new PuppeteerPrinter({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
})
afterAll(() => printer.close())

const job = (model: PrintModel) => ({
  html: renderPrintHtml(model),
  title: `${model.identifier} ${model.title}`,
  author: model.organization.name,
  subject: 'Policy',
  lang: model.lang,
})
const open = (pdf: Uint8Array) => getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })
type Pdf = Awaited<ReturnType<typeof open>>

/** The words of each page, lines joined by blanks. */
async function pagesOf(pdf: Pdf): Promise<string[]> {
  return Promise.all(
    Array.from({ length: pdf.numPages }, async (_, at) => {
      const { items } = await (await pdf.getPage(at + 1)).getTextContent()
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ')
    }),
  )
}

describe('a published policy', () => {
  let bytes: Uint8Array
  let pdf: Pdf
  let pages: string[]
  beforeAll(async () => {
    const printed = await printer.print(job(published))
    bytes = printed.pdf
    pdf = await open(bytes)
    pages = await pagesOf(pdf)
    expect(printed.pages).toBe(pdf.numPages)
  })

  test('has some ten pages in at most 500 kB', () => {
    expect(pdf.numPages).toBeGreaterThanOrEqual(9)
    expect(pdf.numPages).toBeLessThanOrEqual(12)
    expect(bytes.length).toBeLessThan(500_000)
  })

  test('counts its pages on each page, beside version and classification', () => {
    pages.forEach((text, at) => {
      expect(text).toContain(`Page ${at + 1} of ${pdf.numPages}`)
      expect(text).toContain('Version 2.0, in effect from 1 Jan 2027')
      expect(text).toContain('Internal · Do not copy')
      expect(text).not.toContain(WATERMARK)
    })
    for (const text of pages.slice(1)) expect(text).toContain('POL-AC-001 Access Control Policy')
  })

  test('names in its contents the page on which each section really is', async () => {
    const { items } = await (await pdf.getPage(2)).getTextContent()
    const placed = items.flatMap((item) =>
      'str' in item && item.str.trim()
        ? [{ text: item.str, x: item.transform[4] as number, y: item.transform[5] as number }]
        : [],
    )
    const sections = outline(published.content, published.variables)
    expect(sections.length).toBeGreaterThan(25)
    for (const { text } of sections) {
      const entry = placed.find((item) => item.text === text)
      const figure = placed.find((item) => Math.abs(item.y - (entry?.y ?? 0)) < 2 && item.x > 500)
      const page = pages.findIndex((words, at) => at > 1 && words.includes(text)) + 1
      expect([text, figure?.text]).toEqual([text, String(page)])
    }
  })

  test('leads from the contents to the headings themselves', async () => {
    const links = (await (await pdf.getPage(2)).getAnnotations()).filter((link) => link.dest)
    expect(links.length).toBe(outline(published.content).length + 4)
    const destination = (await pdf.getDestinations())[String(links[3].dest)] as [unknown, unknown, number, number]
    const page = await pdf.getPage((await pdf.getPageIndex(destination[0] as never)) + 1)
    const { items } = await page.getTextContent()
    const heading = items.find((item) => 'str' in item && item.str === 'Scope')
    const y = heading && 'transform' in heading ? (heading.transform[5] as number) : 0
    expect(destination[3]).toBeGreaterThan(y)
    expect(destination[3] - y).toBeLessThan(40)
  })

  test('has a bookmark for each heading, under the title', async () => {
    const bookmarks = await pdf.getOutline()
    const titles = (items: typeof bookmarks): string[] => items.flatMap((item) => [item.title, ...titles(item.items)])
    const all = titles(bookmarks).join('\n')
    for (const { text } of outline(published.content, published.variables)) expect(all).toContain(text)
    expect(all).toContain('Signatures')
    expect(bookmarks.map(({ title }) => title)).toEqual(['Access Control Policy'])
  })

  test('is tagged: a screen reader finds headings, lists and tables, and no running lines', async () => {
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    const tree = JSON.stringify(await (await pdf.getPage(3)).getStructTree())
    for (const role of ['H2', 'H3', 'L', 'LI', 'Table', 'TH', 'TD', 'BlockQuote', 'P'])
      expect(tree).toContain(`"role":"${role}"`)
  })

  test('carries title, author and language, and no trace of when it was made', async () => {
    const { info } = await pdf.getMetadata()
    expect(info).toMatchObject({
      Title: 'POL-AC-001 Access Control Policy',
      Author: 'Helix Pharma',
      Subject: 'Policy',
      Language: 'en',
    })
    expect(info).not.toHaveProperty('CreationDate')
    const again = await printer.print(job(published))
    expect(Buffer.compare(Buffer.from(again.pdf), Buffer.from(bytes))).toBe(0)
  })

  test('ends with its versions, who signed, when, as whom, with which meaning, and the hash of what they signed', () => {
    // Below many signatures the way to verify them begins another page.
    const last = pages.slice(-2).join(' ')
    for (const text of ['Rooms that need a second badge', '1.4 5 Jan 2026 12 Jan 2026 Reviews every 90 days'])
      expect(last).toContain(text)
    expect(last).toContain('Account ada@helix.example, signature 01a22123')
    for (const { name, position, meaning } of published.signatures)
      for (const text of [name, position, meaning]) expect(last).toContain(text)
    expect(last).toContain('2 Dec 2026, 08:47:19 CET (UTC+01:00)')
    expect(last.replace(/ /g, '')).toContain(published.contentHash)
  })
})

describe('what is too wide for a sheet', () => {
  const long = [
    'Verantwortungsbereichsbezeichnung',
    'Datenschutzgrundverordnungskonformität',
    'Wiederherstellungszeitvorgabe',
  ]
  const headers = [...long, 'Informationssicherheitsbeauftragter', 'Berechtigungsüberprüfungsintervall']
  const path = '/etc/ssh/ssh_config.d/very/long/path/without/any/blanks/at/all/10-company-defaults.conf'
  const hash = '9f2c41d70be8a5c3'.repeat(8)
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  const table = (head: string[], cells: string[]) => [row(head), row(head.map(() => '---')), row(cells)].join('\n')
  const many = (words: string) => Array.from({ length: 16 }, (_, at) => `${words}${at}`)
  const content = [
    `## ${'Unbrechbar'.repeat(14)}`,
    table(headers, ['yes', 'no', '4 hours', 'Ada', 'last one']),
    table(['Path', 'Hash', 'Owner'], [path, hash, 'Ada Okafor']),
    table(many('Head'), many('responsibility')),
    `Beyond ${hash}${hash}`,
  ].join('\n\n')
  const name = (at: number) => `Maximiliane von Hohenzollern-Sigmaringen ${at}`
  const model: PrintModel = {
    ...published,
    title: '个人数据处理与访问控制管理制度'.repeat(6).slice(0, 80),
    organization: { ...published.organization, name: 'W'.repeat(60) },
    content: markdownToContent(content),
    signatures: Array.from({ length: 30 }, (_, at) => ({
      ...(published.signatures[1] as PrintSignature),
      name: name(at),
    })),
  }
  let pages: { text: string; x: number; y: number; width: number; size: number }[][]
  beforeAll(async () => {
    const pdf = await open((await printer.print(job(model))).pdf)
    pages = await Promise.all(
      Array.from({ length: pdf.numPages }, async (_, at) => {
        const { items } = await (await pdf.getPage(at + 1)).getTextContent()
        return items.flatMap((item) =>
          'str' in item && item.str.trim()
            ? [{ text: item.str, x: item.transform[4], y: item.transform[5], width: item.width, size: item.height }]
            : [],
        )
      }),
    )
  })

  test('stays between the margins, and no page is shrunk for it', () => {
    for (const items of pages) {
      for (const { text, x, y, width } of items) {
        expect([text, x >= 70 && x + width <= 526 && y > 20 && y < 835]).toEqual([text, true])
      }
      const foot = items.find(({ text }) => text.startsWith('Version 2.0, in effect'))
      expect(foot?.size).toBeCloseTo(8, 0)
    }
  })

  test('loses nothing: each header, the path, the hash and the last column are there to the end', () => {
    const text = pages
      .flat()
      .map((item) => item.text)
      .join('')
      .replace(/[\s\u200b-]/g, '')
    for (const words of [
      ...headers,
      path,
      hash,
      'lastone',
      'responsibility15',
      'Head15',
      'AdaOkafor',
      model.title,
      'W'.repeat(60),
    ])
      expect(text).toContain(words.replaceAll('-', ''))
  })

  test('leaves five long headers as large as other tables', () => {
    expect(pages.flat().find(({ text }) => text.startsWith('Verantwort'))?.size).toBeCloseTo(9, 0)
  })

  test('of thirty approvers the cover names some and says where the others are, on one page', () => {
    const cover = (pages[0] ?? []).map(({ text }) => text).join(' ')
    expect(cover).toContain('and 28 more, see Signatures')
    expect(cover).toContain('Access control')
    expect((pages[1] ?? []).map(({ text }) => text)).toContain('Contents')
    const all = pages
      .flat()
      .map(({ text }) => text)
      .join(' ')
    for (let at = 0; at < 30; at += 1) expect(all).toContain(name(at))
  })
})

test('letters of the living scripts are printed, and those without a font are named on the cover', async () => {
  const words = [
    'বাংলা',
    'தமிழ்',
    'తెలుగు',
    'ગુજરાતી',
    'ਪੰਜਾਬੀ',
    'ខ្មែរ',
    'မြန်မာ',
    'ಕನ್ನಡ',
    'മലയാളം',
    'සිංහල',
    'ລາວ',
    'ଓଡ଼ିଆ',
    'ქართული',
    'Հայերեն',
    'አማርኛ',
    'ދިވެހި',
    'བོད',
  ]
  const of = (text: string) => ({ ...published, history: [], contentHash: null, content: `<p>${text}</p>` })
  const fonts = async (model: PrintModel) => {
    const file = await PDFDocument.load((await printer.print(job(model))).pdf)
    return file.context.enumerateIndirectObjects().flatMap(([, object]) => {
      const font = object instanceof PDFDict ? object.get(PDFName.of('FontName')) : undefined
      return font instanceof PDFName ? [font.decodeText()] : []
    })
  }
  expect(renderPrintHtml(of(words.join(' ')))).not.toContain('class="lacking"')
  const printed = await fonts(of(words.join(' ')))
  for (const script of ['Bengali', 'Tamil', 'Telugu', 'Gujarati', 'Gurmukhi', 'Khmer', 'Myanmar', 'Kannada'])
    expect(printed.join()).toContain(script)
  const cover = await pagesOf(await open((await printer.print(job(of('ᬩᬮᬶ ᏣᎳᎩ \ue000')))).pdf))
  expect(cover[0]).toContain('This print has no font for Balinese, Cherokee, U+E000')
})

describe('a draft in many scripts', () => {
  let pages: string[]
  beforeAll(async () => {
    const { pdf } = await printer.print(job(draft))
    expect(pdf.length).toBeLessThan(500_000)
    pages = await pagesOf(await open(pdf))
  })

  test('says on each page that it is not in effect', () => {
    for (const text of pages) expect(text).toContain(WATERMARK)
  })

  test('keeps the words of every script as words that can be found', () => {
    const text = pages.join(' ').replace(/\s/g, '').normalize('NFKC')
    for (const words of ['访问控制政策', 'アクセス制御方針', '접근권한', 'Политика', 'Ελληνικά', '🔒'])
      expect(text).toContain(words)
  })
})

test('nothing is fetched while printing, neither by name nor by address', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const html = `<p>Text</p><img src="${url}/a.png"><link rel="stylesheet" href="${url}/b.css"><iframe src="${url}/c"></iframe><script>fetch('${url}/d')</script><style>p{background:url(${url}/e)}</style>`
  await printer.print({ ...job(published), html })
  server.close()
  expect(asked).toEqual([])
})

test('an image is printed from the page itself, with its alternative text for those who have it read out', async () => {
  const hash = 'ab'.repeat(32)
  const content = `<p>Text</p><img data-attachment="${hash}" alt="Plan of the site"><p>More</p>`
  const images = new Map([[hash, `data:image/png;base64,${(await png()).toString('base64')}`]])
  const model = { ...published, content, requirements: [], attachments: [], history: [], contentHash: null }
  const { pdf } = await printer.print({ ...job(model), html: renderPrintHtml(model, images) })
  const objects = (await PDFDocument.load(pdf)).context.enumerateIndirectObjects().map(([, object]) => object)
  const pictures = objects.filter(
    (object) => object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image'),
  )
  expect(pictures).toHaveLength(1)
  const said = objects.flatMap((object) => {
    const alt = object instanceof PDFDict ? object.get(PDFName.of('Alt')) : undefined
    return alt instanceof PDFString || alt instanceof PDFHexString ? [alt.decodeText()] : []
  })
  expect(said).toEqual(['Plan of the site'])
})

test('a document without headings prints without contents', async () => {
  const { pages } = await printer.print(
    job({ ...published, content: '<p>Text</p>', requirements: [], attachments: [], history: [], contentHash: null }),
  )
  expect(pages).toBe(2)
})

test('a print whose fonts cannot be used fails, for it would have no words', async () => {
  const html = `<style>@font-face{font-family:Torn;src:url(data:font/woff2;base64,AAAA)}p{font-family:Torn}</style><p>Text</p>`
  await expect(printer.print({ ...job(published), html })).rejects.toThrow('could not use the fonts of the page: Torn')
})

test('ten at once are all printed, two at a time', async () => {
  const small = job({ ...published, content: '<h2>A</h2><p>Text</p>' })
  const printed = await Promise.all(Array.from({ length: 10 }, () => printer.print(small)))
  expect(printed.map(({ pages }) => pages)).toEqual(printed.map(() => printed[0]?.pages))
})

test('the browser is renewed after its share of prints, and the next print does not notice', async () => {
  const worn = new PuppeteerPrinter({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS, printsPerBrowser: 1 })
  const small = job({ ...published, content: '<p>Text</p>' })
  const printed = await Promise.all([worn.print(small), worn.print(small), worn.print(small)])
  expect(printed.every(({ pdf }) => pdf.length > 1_000)).toBe(true)
  await worn.close()
})

test('a browser that cannot be started is a failed print, and no state to recover from', async () => {
  const broken = new PuppeteerPrinter({ executablePath: '/nowhere/chromium', args: [] })
  await expect(broken.print(job(published))).rejects.toThrow()
  await expect(broken.print(job(published))).rejects.toThrow()
  await broken.close()
})

test('a print that takes too long ends, and leaves room for the next', async () => {
  const hasty = new PuppeteerPrinter({
    executablePath: await chromiumPath(),
    args: CHROMIUM_ARGS,
    concurrency: 1,
    timeoutMs: 1,
  })
  await expect(hasty.print(job(published))).rejects.toThrow()
  await expect(hasty.print(job(published))).rejects.toThrow()
  await hasty.close()
})
