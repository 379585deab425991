/**
 * What printing costs beyond Chromium: a ten-page policy through our printer against the same HTML through bare puppeteer,
 * both on a warm browser, in turns, so that a busy machine is unfair to neither.
 */
import puppeteer from 'puppeteer'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { renderPrintHtml } from '#services/print/html.ts'
import { published } from '#test/support/print-models.ts'

const ROUNDS = 20
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now()
  const result = await work()
  return { ms: performance.now() - started, result }
}

const executablePath = await chromiumPath()
const browser = await puppeteer.launch({ executablePath, headless: 'shell', args: [...CHROMIUM_ARGS] })
const printer = new PuppeteerPrinter({ executablePath, args: CHROMIUM_ARGS })
const job = { title: published.title, author: published.organization.name, subject: 'Policy', lang: published.lang }

async function bare(html: string): Promise<Uint8Array> {
  const page = await browser.newPage()
  await page.setContent(html)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, outline: true })
  await page.close()
  return pdf
}

const rounds: { bare: number; printer: number; whole: number }[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const whole = performance.now()
  const html = renderPrintHtml(published)
  const ours = await timed(() => printer.print({ ...job, html }))
  const wholeMs = performance.now() - whole
  const plain = await timed(() => bare(html))
  if (round === ROUNDS - 1)
    console.log(`${ours.result.pages} pages: bare ${plain.result.length} bytes, ours ${ours.result.pdf.length} bytes`)
  // The first rounds start the browsers and warm the compiler.
  if (round >= 5) rounds.push({ bare: plain.ms, printer: ours.ms, whole: wholeMs })
}
const of = (key: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[key]))
console.log(
  `bare puppeteer ${of('bare').toFixed()} ms · printer ${of('printer').toFixed()} ms · with making the HTML ${of('whole').toFixed()} ms`,
)
console.log(
  `ratio ${(of('printer') / of('bare')).toFixed(2)}, with making the HTML ${(of('whole') / of('bare')).toFixed(2)}`,
)
await Promise.all([printer.close(), browser.close()])
