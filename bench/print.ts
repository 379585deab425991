import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import puppeteer from 'puppeteer'
import { systemActor } from '#domain/actor.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { connected } from '#engines/postgres/roles.ts'
import { until } from '#engines/until.ts'
import { FileStore } from '#services/adapters/files.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { createServices } from '#services/index.ts'
import type { Printer } from '#services/ports.ts'
import { renderPrintHtml } from '#services/print/html.ts'
import { printRendition } from '#services/renditions/print.ts'
import type { TestEngines } from '#test/support/engines.ts'
import { testDeps } from '#test/support/factories.ts'
import { published } from '#test/support/print-models.ts'
import { makeDraft, makePeople } from '#test/support/rounds.ts'
import { benchDatabase } from './support/databases.ts'
import { alternate, milliseconds, timing } from './support/measure.ts'
import type { Figure, Result } from './support/report.ts'

const ROUNDS = 20
const CACHED_ROUNDS = 200

/** What does printing cost beyond Chromium, and what does a PDF that was printed before? */
export async function printBench(engines: TestEngines): Promise<Result> {
  const executablePath = await chromiumPath()
  const printer = new PuppeteerPrinter({ executablePath, args: CHROMIUM_ARGS })
  try {
    const figures = [await besideChromium(printer, executablePath), await cached(engines, printer)]
    return { name: 'print', title: 'PDF of ten pages', figures, notes: [] }
  } finally {
    await printer.close()
  }
}

/** Our printer, from the model to the file, beside bare Puppeteer on the same HTML: warm browsers, in turns. */
async function besideChromium(printer: Printer, executablePath: string): Promise<Figure> {
  const browser = await puppeteer.launch({ executablePath, headless: 'shell', args: [...CHROMIUM_ARGS] })
  const job = { title: published.title, author: published.organization.name, subject: 'Policy', lang: published.lang }
  const html = renderPrintHtml(published)
  const sides = {
    a: () => printer.print({ ...job, html: renderPrintHtml(published) }),
    async b() {
      const page = await browser.newPage()
      await page.setContent(html)
      await page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true })
      await page.close()
    },
  }
  try {
    const times = await alternate(sides, { rounds: ROUNDS, warmUp: 5 })
    return {
      what: 'first PDF of 10 pages, p50, with making its HTML',
      against: 'bare Puppeteer printing the same HTML',
      unit: 'ms',
      measured: timing(times.a).p50,
      baseline: timing(times.b).p50,
      limit: { atMost: 1.5 },
    }
  } finally {
    await browser.close()
  }
}

/** The same text once more: rights, the row and the stored file. */
async function cached(engines: TestEngines, printer: Printer): Promise<Figure> {
  const { db, superuserUrl } = await benchDatabase(engines, 'print')
  const folder = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  try {
    const deps = testDeps(db, { objects: new FileStore(folder) })
    const services = createServices(deps)
    const { author, organization } = await makePeople(db, 1)
    const draft = await makeDraft(services, author, published.content)
    const ask = async () => buffer((await services.renditions.pdf(author, draft.id, 'draft', 60_000)).pdf.content)
    const first = ask()
    const wanted = () =>
      connected(superuserUrl, (client) => client.query<{ hash: string }>('select hash from renditions'))
    const hash = await until(async () => (await wanted()).rows[0]?.hash, 10_000, 'The wish for a PDF')
    await printRendition(deps, printer, systemActor(organization.id, 'bench'), hash)
    await first
    const times: number[] = []
    for (let round = 0; round < CACHED_ROUNDS; round++) times.push(await milliseconds(ask))
    const what = 'the same PDF once more, p95, by the service'
    return { what, unit: 'ms', measured: timing(times.slice(20)).p95, limit: { under: 10 } }
  } finally {
    await db.$client.end()
    await rm(folder, { recursive: true, force: true })
  }
}
