import type { Browser, Page } from 'puppeteer'
import type { Printer, PrintJob } from '../ports.ts'
import { startChromium } from './chromium.ts'
import { finishPdf } from './pdf/finish.ts'

export type PuppeteerOptions = {
  /** The Chromium to run, 131 or newer: its page margin boxes draw header and footer. */
  executablePath: string
  args: readonly string[]
  /** Prints at the same time; the rest wait. */
  concurrency?: number
  /** A browser is replaced after so many prints, whatever memory it has gathered by then. */
  printsPerBrowser?: number
  timeoutMs?: number
  /** Called when the browser has to run in a way that concerns an operator. */
  warn?: (message: string) => void
}

/**
 * What is printed needs nothing from outside. A proxy that does not exist, also for this machine's own addresses, holds for
 * every frame; emulating "offline" would leave out frames of other origins.
 */
const NO_NETWORK = ['--proxy-server=http://0.0.0.0:1', '--proxy-bypass-list=<-loopback>']

type Running = { browser: Promise<Browser>; prints: number; active: number }

/** Prints with one Chromium that is started by the first print, shared by all, and replaced when it is worn or dead. */
export class PuppeteerPrinter implements Printer {
  private running: Running | null = null
  private free: number
  private readonly waiting: (() => void)[] = []
  private readonly closing = new Set<Promise<void>>()

  constructor(private readonly options: PuppeteerOptions) {
    this.free = options.concurrency ?? 2
  }

  /** @throws when the browser cannot be started, dies, or takes longer than the time limit; the caller retries. */
  async print(job: PrintJob): Promise<{ pdf: Uint8Array; pages: number }> {
    await this.enter()
    try {
      return await finishPdf(await this.withBrowser((browser) => this.printPage(browser, job.html)), job)
    } finally {
      this.leave()
    }
  }

  /** Stops the browser when the prints under way are done. */
  async close(): Promise<void> {
    if (this.running) this.retire(this.running)
    await Promise.all(this.closing)
  }

  private async printPage(browser: Browser, html: string): Promise<Uint8Array> {
    const timeout = this.options.timeoutMs ?? 30_000
    const page = await browser.newPage()
    try {
      await page.setJavaScriptEnabled(false)
      await page.setContent(html, { waitUntil: 'load', timeout })
      await requireFonts(page)
      return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout })
    } finally {
      // A browser that died took its page along.
      await page.close().catch(() => undefined)
    }
  }

  private async withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
    const running = this.running ?? this.launch()
    running.prints += 1
    running.active += 1
    try {
      return await use(await running.browser)
    } finally {
      running.active -= 1
      if (running.prints >= (this.options.printsPerBrowser ?? 200)) this.retire(running)
      else if (running !== this.running) this.retire(running)
    }
  }

  private launch(): Running {
    const { executablePath, args, timeoutMs = 30_000, warn } = this.options
    const browser = startChromium({ executablePath, args: [...args, ...NO_NETWORK], timeoutMs, warn })
    const running: Running = { browser, prints: 0, active: 0 }
    const forget = () => {
      if (this.running === running) this.running = null
    }
    browser.then((launched) => launched.once('disconnected', forget), forget)
    this.running = running
    return running
  }

  /** Takes no more prints, and closes when the last one is done. */
  private retire(running: Running): void {
    if (this.running === running) this.running = null
    if (running.active > 0) return
    const closed = running.browser
      .then((browser) => browser.close())
      .catch(() => undefined)
      .finally(() => this.closing.delete(closed))
    this.closing.add(closed)
  }

  private async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private leave(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.free += 1
  }
}

/** A font that Chromium could not use would leave a PDF without its words, which looks like success. */
async function requireFonts(page: Page): Promise<void> {
  const unusable = await page.evaluate(async () =>
    [...(await document.fonts.ready)].filter(({ status }) => status === 'error').map(({ family }) => family),
  )
  if (unusable.length > 0) throw new Error(`Chromium could not use the fonts of the page: ${unusable.join(', ')}`)
}
